import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { ConnectionKind } from './provider-connection.model.js';

@InputType('ConnectionInput')
export class ConnectionInputModel {
  @Field(() => ConnectionKind) readonly kind!: ConnectionKind;
  @Field(() => String, {
    nullable: true,
    description: "global, usgov, usgov_dod, china; or the emulator's loopback address by kind.",
  })
  readonly cloud?: string | null;
  @Field(() => String, { nullable: true }) readonly baseUrl?: string | null;
  @Field() readonly directoryId!: string;
  @Field() readonly clientId!: string;
  @Field() readonly clientSecret!: string;
  @Field(() => Date, { nullable: true }) readonly credentialExpiresAt?: Date | null;
}

@ArgsType()
export class AddManagedTenantArgs {
  @Field(() => ID) readonly workspaceId!: string;
  @Field() readonly name!: string;
  @Field(() => ConnectionInputModel) readonly connection!: ConnectionInputModel;
}

@ArgsType()
export class ReplaceCredentialArgs {
  @Field(() => ID) readonly tenantId!: string;
  @Field(() => ConnectionInputModel) readonly connection!: ConnectionInputModel;
}
