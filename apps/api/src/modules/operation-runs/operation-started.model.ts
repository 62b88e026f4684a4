import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { OperationRunModel } from './operation-run.model.js';
import { isRefusal, OperationBlockedModel, RefusedModel } from './refusal.model.js';

@ObjectType('OperationStarted')
export class OperationStartedModel {
  @Field(() => OperationRunModel) readonly run!: OperationRunModel;
  @Field() readonly alreadyActive!: boolean;
}

export const StartOperationResult = createUnionType({
  name: 'StartOperationResult',
  types: () => [OperationStartedModel, OperationBlockedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'OperationBlocked' : 'OperationStarted'),
});

export const OperationRunResult = createUnionType({
  name: 'OperationRunResult',
  types: () => [OperationRunModel, RefusedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'Refused' : 'OperationRun'),
});
