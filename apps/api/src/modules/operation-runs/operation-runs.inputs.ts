import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import { OperationRunModel, OperationRunOutcome, OperationRunStatus } from './operation-run.model.js';

@InputType('OperationRunFilter')
export class OperationRunFilter {
  @Field(() => ID, { nullable: true }) readonly tenantId?: string | null;
  @Field(() => [String], { nullable: true }) readonly types?: string[] | null;
  @Field(() => [OperationRunStatus], { nullable: true }) readonly statuses?: OperationRunStatus[] | null;
  @Field(() => [OperationRunOutcome], { nullable: true }) readonly outcomes?: OperationRunOutcome[] | null;
  @Field(() => Boolean, { nullable: true }) readonly needsAttention?: boolean | null;
  @Field(() => Date, { nullable: true }) readonly createdAfter?: Date | null;
  @Field(() => Date, { nullable: true }) readonly createdBefore?: Date | null;
  @Field(() => String, { nullable: true }) readonly search?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what the caller started.' })
  readonly mine?: boolean | null;
}

@ArgsType()
export class OperationRunsArgs {
  @Field(() => ID) readonly workspaceId!: string;
  @Field(() => OperationRunFilter, { nullable: true }) readonly filter?: OperationRunFilter | null;
  @Field(() => Int, { nullable: true, defaultValue: 25 }) readonly first?: number | null;
  @Field(() => String, { nullable: true }) readonly after?: string | null;
  @Field(() => Int, { nullable: true }) readonly last?: number | null;
  @Field(() => String, { nullable: true }) readonly before?: string | null;
}

@ObjectType('OperationRunEdge')
export class OperationRunEdgeModel {
  @Field() readonly cursor!: string;
  @Field(() => OperationRunModel) readonly node!: OperationRunModel;
}

@ObjectType('OperationRunConnection')
export class OperationRunConnectionModel {
  @Field(() => [OperationRunEdgeModel]) readonly edges!: readonly OperationRunEdgeModel[];
  @Field(() => [OperationRunModel]) readonly nodes!: readonly OperationRunModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}
