import { Field, HideField, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { NextActionModel } from './refusal.model.js';
import { OperationProgressModel, ProgressFactModel } from './progress.model.js';
import type { RunRow } from './run.row.js';

export enum OperationRunStatus {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
}
registerEnumType(OperationRunStatus, { name: 'OperationRunStatus' });

export enum OperationRunOutcome {
  PENDING = 'PENDING',
  SUCCEEDED = 'SUCCEEDED',
  PARTIALLY_SUCCEEDED = 'PARTIALLY_SUCCEEDED',
  BLOCKED = 'BLOCKED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(OperationRunOutcome, { name: 'OperationRunOutcome' });

export enum Liveness {
  FRESH = 'FRESH',
  QUIET = 'QUIET',
  LOST = 'LOST',
}
registerEnumType(Liveness, { name: 'Liveness' });

export enum RunState {
  WAITING = 'WAITING',
  WORKING = 'WORKING',
  STOPPING = 'STOPPING',
  QUIET = 'QUIET',
  LOST = 'LOST',
  FINISHED = 'FINISHED',
}
registerEnumType(RunState, {
  name: 'RunState',
  description: 'What is going on beside the progress, whatever its mode.',
});

@ObjectType('SummaryCount')
export class SummaryCountModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field(() => Int) readonly value!: number;
}

@ObjectType('RelatedObject')
export class RelatedObjectModel {
  @Field() readonly kind!: string;
  @Field(() => ID) readonly id!: string;
  @Field() readonly label!: string;
  @Field() readonly href!: string;
}

@ObjectType('PhaseVisit')
export class PhaseVisitModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field() readonly enteredAt!: Date;
  @Field(() => Date, { nullable: true }) readonly leftAt!: Date | null;
}

@ObjectType('OperationRun')
export class OperationRunModel {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int) readonly revision!: number;
  @Field() readonly type!: string;
  @Field() readonly title!: string;
  @Field(() => OperationRunStatus) readonly status!: OperationRunStatus;
  @Field(() => OperationRunOutcome) readonly outcome!: OperationRunOutcome;
  @Field(() => OperationProgressModel) readonly progress!: OperationProgressModel;
  @Field({ description: 'The one sentence every surface shows.' }) readonly statement!: string;
  @Field(() => String, { nullable: true }) readonly reasonCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The reason in operator words.' })
  readonly reasonMessage!: string | null;
  @Field(() => GraphQLJSON, { nullable: true, description: 'Whole numbers that belong to reasonCode.' })
  readonly reasonParams!: unknown;
  @Field(() => NextActionModel, { nullable: true }) readonly nextAction!: NextActionModel | null;
  @Field(() => RunState) readonly state!: RunState;
  @Field() readonly stateLabel!: string;
  @Field(() => Liveness) readonly liveness!: Liveness;
  @Field(() => Date, { nullable: true }) readonly heartbeatAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly advancedAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly leaseExpiresAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly cancelRequestedAt!: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'What a waiting run waits for: worker, provider_rate_limit or tenant_turn.',
  })
  readonly waitingFor!: string | null;
  @Field(() => Date, { nullable: true }) readonly waitingUntil!: Date | null;
  @Field(() => [RelatedObjectModel], {
    description: 'What the run read and made: snapshot, evidence, review, pack, findings.',
  })
  readonly related!: readonly RelatedObjectModel[];
  @Field(() => [SummaryCountModel]) readonly summaryCounts!: readonly SummaryCountModel[];
  @Field(() => [PhaseVisitModel], {
    description: 'Every phase that was entered, in the order of entering, over all attempts; also after the end.',
  })
  readonly phaseHistory!: readonly PhaseVisitModel[];
  @Field(() => [ProgressFactModel], { description: 'Facts gathered by the job; also after the end.' })
  readonly facts!: readonly ProgressFactModel[];
  @Field() readonly initiatorName!: string;
  @Field(() => Int) readonly attempt!: number;
  @Field() readonly createdAt!: Date;
  @Field(() => Date, { nullable: true }) readonly startedAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly completedAt!: Date | null;
  /** What field resolvers go on from; never part of an answer. */
  @HideField() readonly row!: RunRow;
}
