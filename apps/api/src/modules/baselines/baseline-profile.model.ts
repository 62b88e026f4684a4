import { createUnionType, Field, HideField, ID, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import { isRefusal, RefusedModel } from '../operation-runs/index.js';
import type { BaselineProfileRow } from './baseline-profile.row.js';

@ObjectType('BaselineProfile')
export class BaselineProfileModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly name!: string;
  @Field() readonly createdAt!: Date;
  @Field() readonly createdByName!: string;
  @Field(() => [String], { description: 'Empty where all families are in scope.' })
  readonly families!: readonly string[];
  @Field(() => [String]) readonly includeNames!: readonly string[];
  @Field(() => [String]) readonly excludeNames!: readonly string[];
  @HideField() readonly workspaceId!: string;
  @HideField() readonly activeSnapshotId!: string | null;

  static toModel(row: BaselineProfileRow): BaselineProfileModel {
    const { id, name, createdAt, createdByName, families, includeNames, excludeNames, workspaceId, activeSnapshotId } =
      row;
    return { id, name, createdAt, createdByName, families, includeNames, excludeNames, workspaceId, activeSnapshotId };
  }
}

@ObjectType('BaselineProfileConnection')
export class BaselineProfileConnectionModel {
  @Field(() => [BaselineProfileModel]) readonly nodes!: readonly BaselineProfileModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}

@ObjectType('PolicyFamily')
export class PolicyFamilyModel {
  @Field() readonly key!: string;
  @Field() readonly label!: string;
  @Field({ description: 'policies, single (one object) or lookup (what policies refer to).' }) readonly kind!: string;
  @Field() readonly permission!: string;
}

export const BaselineProfileResult = createUnionType({
  name: 'BaselineProfileResult',
  types: () => [BaselineProfileModel, RefusedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'Refused' : 'BaselineProfile'),
});
