import { Field, ID, ObjectType } from '@nestjs/graphql';
import { GraphQLJSON } from 'graphql-scalars';
import type { SupportBundleRow } from './support-bundle.row.js';

@ObjectType('SupportBundle')
export class SupportBundleModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly createdAt!: Date;
  @Field(() => GraphQLJSON) readonly content!: unknown;

  static toModel({ id, createdAt, content }: SupportBundleRow): SupportBundleModel {
    return { id, createdAt, content };
  }
}
