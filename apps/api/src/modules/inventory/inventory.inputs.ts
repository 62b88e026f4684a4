import { ArgsType, Field, ID, Int } from '@nestjs/graphql';

/** What every list of policies is narrowed by, and which page of it is wanted. */
@ArgsType()
export class PolicyListArgs {
  @Field(() => String, { nullable: true }) readonly family?: string | null;
  @Field(() => String, { nullable: true }) readonly search?: string | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 }) readonly first?: number | null;
  @Field(() => String, { nullable: true }) readonly after?: string | null;
}

@ArgsType()
export class SyncInventoryArgs {
  @Field(() => ID) readonly tenantId!: string;
  @Field(() => String, { nullable: true }) readonly idempotencyKey?: string | null;
}
