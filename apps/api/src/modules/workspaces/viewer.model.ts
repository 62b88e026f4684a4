import { Field, HideField, ID, ObjectType } from '@nestjs/graphql';
import type { Principal } from '../../platform/access/index.js';

/** Who is asking. */
@ObjectType('Viewer')
export class ViewerModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly name!: string;
  @Field(() => String, { nullable: true, description: 'None for an API token.' }) readonly email!: string | null;
  @Field({ description: 'A person (`user`) or an API token (`token`).' }) readonly kind!: string;
  @HideField() readonly workspaceIds!: readonly string[];

  static toModel(principal: Principal): ViewerModel {
    const { id, name, email, kind, grants } = principal;
    return { id, name, email, kind, workspaceIds: [...grants.keys()] };
  }
}
