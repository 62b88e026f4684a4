import { createUnionType, Field, HideField, ID, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import { isRefusal, RefusedModel } from '../operation-runs/index.js';
import type { ApiTokenRow } from './api-token.row.js';

/** A credential for tools of others. Its secret was shown once and is not kept. */
@ObjectType('ApiToken')
export class ApiTokenModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly name!: string;
  @Field({ description: 'First characters, to recognise it by.' }) readonly prefix!: string;
  @Field(() => [String]) readonly capabilities!: readonly string[];
  @Field() readonly createdByName!: string;
  @Field() readonly createdAt!: Date;
  @Field() readonly expiresAt!: Date;
  @Field(() => Date, { nullable: true }) readonly lastUsedAt!: Date | null;
  @Field(() => Date, { nullable: true }) readonly revokedAt!: Date | null;
  @HideField() readonly workspaceId!: string;
  @HideField() readonly tenantIds!: readonly string[] | null;

  static toModel(row: ApiTokenRow): ApiTokenModel {
    const { id, workspaceId, name, prefix, capabilities, tenantIds } = row;
    const { createdByName, createdAt, expiresAt, lastUsedAt, revokedAt } = row;
    return {
      id,
      workspaceId,
      name,
      prefix,
      capabilities,
      tenantIds,
      createdByName,
      createdAt,
      expiresAt,
      lastUsedAt,
      revokedAt,
    };
  }
}

@ObjectType('ApiTokenConnection')
export class ApiTokenConnectionModel {
  @Field(() => [ApiTokenModel]) readonly nodes!: readonly ApiTokenModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}

@ObjectType('ApiTokenCreated')
export class ApiTokenCreatedModel {
  @Field(() => ID) readonly id!: string;
  @Field({ description: 'Shown here and never again.' }) readonly secret!: string;
  @Field() readonly expiresAt!: Date;
}

export const ApiTokenResult = createUnionType({
  name: 'ApiTokenResult',
  types: () => [ApiTokenCreatedModel, RefusedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'Refused' : 'ApiTokenCreated'),
});
