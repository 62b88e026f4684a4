import { Field, HideField, ID, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../platform/graphql/page.model.js';

/** A customer's Microsoft 365 tenant. */
@ObjectType('ManagedTenant')
export class ManagedTenantModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly name!: string;
  @Field() readonly createdAt!: Date;
  @HideField() readonly workspaceId!: string;

  static toModel(row: { id: string; workspaceId: string; name: string; createdAt: Date }): ManagedTenantModel {
    return { id: row.id, workspaceId: row.workspaceId, name: row.name, createdAt: row.createdAt };
  }
}

@ObjectType('ManagedTenantConnection')
export class ManagedTenantConnectionModel {
  @Field(() => [ManagedTenantModel]) readonly nodes!: readonly ManagedTenantModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}
