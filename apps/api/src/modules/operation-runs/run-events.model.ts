import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { OperationRunModel } from './operation-run.model.js';

export enum RunEventKind {
  SNAPSHOT = 'SNAPSHOT',
  CHANGED = 'CHANGED',
  RESYNC = 'RESYNC',
}
registerEnumType(RunEventKind, {
  name: 'RunEventKind',
  description: 'kind says how to apply it: the state as it is now, a newer state of one run, or: read again.',
});

@ObjectType('OperationRunEvent')
export class OperationRunEventModel {
  @Field(() => RunEventKind) readonly kind!: RunEventKind;
  @Field(() => OperationRunModel, { nullable: true }) readonly run!: OperationRunModel | null;
}

@ObjectType('ActivityFeedEvent', { description: 'At most 50 runs; activeCount says how many there are.' })
export class ActivityFeedEventModel {
  @Field(() => RunEventKind) readonly kind!: RunEventKind;
  @Field(() => [OperationRunModel]) readonly runs!: readonly OperationRunModel[];
  @Field(() => Int) readonly activeCount!: number;
}
