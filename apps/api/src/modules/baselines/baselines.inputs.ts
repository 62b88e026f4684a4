import { ArgsType, Field, ID, Int } from '@nestjs/graphql';

@ArgsType()
export class ListArgs {
  @Field(() => String, { nullable: true }) readonly search?: string | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 }) readonly first?: number | null;
  @Field(() => String, { nullable: true }) readonly after?: string | null;
}

@ArgsType()
export class SnapshotsArgs {
  @Field(() => Int, { nullable: true, defaultValue: 25 }) readonly first?: number | null;
  @Field(() => String, { nullable: true }) readonly after?: string | null;
}

@ArgsType()
export class GapsArgs {
  @Field(() => Int, { nullable: true, defaultValue: 100 }) readonly first?: number | null;
  @Field(() => String, { nullable: true }) readonly after?: string | null;
}

@ArgsType()
export class CreateBaselineProfileArgs {
  @Field(() => ID) readonly workspaceId!: string;
  @Field() readonly name!: string;
  @Field(() => [String], { nullable: true }) readonly families?: string[] | null;
}

@ArgsType()
export class UpdateBaselineProfileArgs {
  @Field(() => ID) readonly id!: string;
  @Field(() => String, { nullable: true }) readonly name?: string | null;
  @Field(() => [String], { nullable: true }) readonly families?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Patterns in which * stands for any text.' })
  readonly includeNames?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Patterns in which * stands for any text.' })
  readonly excludeNames?: string[] | null;
}

@ArgsType()
export class StartBaselineCaptureArgs {
  @Field(() => ID) readonly baselineProfileId!: string;
  @Field(() => ID) readonly sourceTenantId!: string;
  @Field(() => String, { nullable: true }) readonly idempotencyKey?: string | null;
}
