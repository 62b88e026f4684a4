import { Field, ID, ObjectType } from '@nestjs/graphql';

/** A managed-service provider: members, tenants and everything that is known of them. */
@ObjectType('Workspace')
export class WorkspaceModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly slug!: string;
  @Field() readonly name!: string;

  static toModel(row: { id: string; slug: string; name: string }): WorkspaceModel {
    return { id: row.id, slug: row.slug, name: row.name };
  }
}
