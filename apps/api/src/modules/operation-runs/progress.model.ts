import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LabelledNumber, LabelledPhase, Presentation, Progress } from '@tenantatlas/ops-ux';

export enum ProgressMode {
  NONE = 'NONE',
  ACTIVITY = 'ACTIVITY',
  COUNTED = 'COUNTED',
  PHASED = 'PHASED',
  COMPOSITE = 'COMPOSITE',
}
registerEnumType(ProgressMode, { name: 'ProgressMode' });

export enum PhaseState {
  PENDING = 'PENDING',
  CURRENT = 'CURRENT',
  DONE = 'DONE',
  SKIPPED = 'SKIPPED',
}
registerEnumType(PhaseState, { name: 'PhaseState' });

@ObjectType('ProgressPhase')
export class ProgressPhaseModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field(() => PhaseState) readonly state!: PhaseState;
  @Field(() => Date, { nullable: true }) readonly enteredAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly leftAt!: Date | null;
}

@ObjectType('ProgressFact')
export class ProgressFactModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field(() => Int) readonly value!: number;
}

@ObjectType('CompositeCount')
export class CompositeCountModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field(() => Int) readonly value!: number;
}

@InterfaceType('OperationProgress', { resolveType: (progress: OperationProgressModel) => TYPE_OF[progress.mode] })
export abstract class OperationProgressModel {
  @Field(() => ProgressMode) readonly mode!: ProgressMode;
  @Field() readonly label!: string;
  @Field() readonly asOf!: Date;
}

@ObjectType('NoProgress', { implements: () => OperationProgressModel })
export class NoProgressModel extends OperationProgressModel {}

@ObjectType('ActivityProgress', { implements: () => OperationProgressModel })
export class ActivityProgressModel extends OperationProgressModel {}

@ObjectType('CountedProgress', { implements: () => OperationProgressModel })
export class CountedProgressModel extends OperationProgressModel {
  @Field(() => Int) readonly processed!: number;
  @Field(() => Int) readonly total!: number;
  @Field(() => Int, { description: 'floor(100 * processed / total). No other kind of progress has a percentage.' })
  readonly percent!: number;
}

@ObjectType('PhasedProgress', { implements: () => OperationProgressModel })
export class PhasedProgressModel extends OperationProgressModel {
  @Field(() => ProgressPhaseModel) readonly phase!: ProgressPhaseModel;
  @Field(() => [ProgressPhaseModel]) readonly phases!: readonly ProgressPhaseModel[];
  @Field(() => [ProgressFactModel]) readonly facts!: readonly ProgressFactModel[];
}

@ObjectType('CompositeProgress', { implements: () => OperationProgressModel })
export class CompositeProgressModel extends OperationProgressModel {
  @Field(() => [CompositeCountModel], { description: 'Each operation is in one bucket; the buckets add up to total.' })
  readonly counts!: readonly CompositeCountModel[];
  @Field(() => Int) readonly total!: number;
  @Field() readonly sourceKind!: string;
  @Field(() => ID) readonly sourceId!: string;
}

const TYPE_OF: Readonly<Record<ProgressMode, string>> = {
  NONE: 'NoProgress',
  ACTIVITY: 'ActivityProgress',
  COUNTED: 'CountedProgress',
  PHASED: 'PhasedProgress',
  COMPOSITE: 'CompositeProgress',
};

/** All concrete kinds, for the schema: nothing refers to them but the interface. */
export const PROGRESS_MODELS = [
  NoProgressModel,
  ActivityProgressModel,
  CountedProgressModel,
  PhasedProgressModel,
  CompositeProgressModel,
];

/** Progress in the public schema's shape, with the words that were chosen for it. `fallback` dates progress without a time. */
export function toProgressModel(said: Presentation, fallback: Date): OperationProgressModel {
  const { progress } = said;
  const common = {
    mode: ProgressMode[progress.mode.toUpperCase() as keyof typeof ProgressMode],
    label: said.progressLine,
    asOf: progress.asOf === null ? fallback : new Date(progress.asOf),
  };
  return { ...common, ...specifics(progress, said) };
}

function specifics(progress: Progress, said: Presentation): object {
  switch (progress.mode) {
    case 'none':
    case 'activity':
      return {};
    case 'counted':
      return { processed: progress.processed, total: progress.total, percent: progress.percent };
    case 'phased': {
      const phases = said.phases.map(toPhaseModel);
      return { phase: phases.find(({ key }) => key === progress.phase.key), phases, facts: said.facts.map(toNumber) };
    }
    case 'composite':
      return {
        counts: said.compositeCounts.map(toNumber),
        total: progress.total,
        sourceKind: progress.sourceKind,
        sourceId: progress.sourceId,
      };
  }
}

const toNumber = ({ key, label, value }: LabelledNumber) => ({ key, label, value });

function toPhaseModel(phase: LabelledPhase): ProgressPhaseModel {
  return {
    key: phase.key,
    label: phase.label,
    state: PhaseState[phase.state.toUpperCase() as keyof typeof PhaseState],
    enteredAt: phase.enteredAt === null ? null : new Date(phase.enteredAt),
    leftAt: phase.leftAt === null ? null : new Date(phase.leftAt),
  };
}
