import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { familyOf } from '@tenantatlas/drift';
import { gapMessage, type Locale } from '@tenantatlas/ops-ux';
import { isRefusal, RefusedModel } from '../operation-runs/index.js';
import { ManagedTenantModel } from '../workspaces/index.js';
import type { FamilyCheck, ProviderConnectionRow } from './provider-connection.row.js';

export enum ConnectionKind {
  GRAPH = 'graph',
  EMULATOR = 'emulator',
}
registerEnumType(ConnectionKind, { name: 'ConnectionKind' });

export enum ConnectionStatus {
  UNCHECKED = 'unchecked',
  WORKING = 'working',
  LIMITED = 'limited',
  REFUSED = 'refused',
  UNREACHABLE = 'unreachable',
}
registerEnumType(ConnectionStatus, { name: 'ConnectionStatus' });

const KINDS: Readonly<Record<ProviderConnectionRow['kind'], ConnectionKind>> = {
  graph: ConnectionKind.GRAPH,
  emulator: ConnectionKind.EMULATOR,
};

const STATUSES: Readonly<Record<ProviderConnectionRow['status'], ConnectionStatus>> = {
  unchecked: ConnectionStatus.UNCHECKED,
  working: ConnectionStatus.WORKING,
  limited: ConnectionStatus.LIMITED,
  refused: ConnectionStatus.REFUSED,
  unreachable: ConnectionStatus.UNREACHABLE,
};

@ObjectType('ConnectionFamilyCheck')
export class ConnectionFamilyCheckModel {
  @Field() readonly family!: string;
  @Field() readonly label!: string;
  @Field() readonly readable!: boolean;
  @Field() readonly permission!: string;
  @Field(() => String, { nullable: true }) readonly reasonCode!: string | null;
  @Field(() => String, { nullable: true }) readonly message!: string | null;

  static toModel({ family, readable, permission, reason }: FamilyCheck, locale: Locale): ConnectionFamilyCheckModel {
    return {
      family,
      label: familyOf(family)?.label[locale] ?? family,
      readable,
      permission,
      reasonCode: reason ?? null,
      message: reason === undefined ? null : gapMessage(reason, null, locale),
    };
  }
}

@ObjectType('ProviderConnection')
export class ProviderConnectionModel {
  @Field(() => ID) readonly id!: string;
  @Field(() => ConnectionKind) readonly kind!: ConnectionKind;
  @Field() readonly cloud!: string;
  @Field() readonly directoryId!: string;
  @Field() readonly clientId!: string;
  @Field() readonly credentialKind!: string;
  @Field({ description: 'Thumbprint or last characters; the secret itself never leaves.' })
  readonly credentialHint!: string;
  @Field(() => Date, { nullable: true }) readonly credentialExpiresAt!: Date | null;
  @Field(() => ConnectionStatus) readonly status!: ConnectionStatus;
  @Field(() => Date, { nullable: true }) readonly checkedAt!: Date | null;
  @Field(() => String, { nullable: true }) readonly organisationName!: string | null;
  @Field(() => [ConnectionFamilyCheckModel]) readonly families!: readonly ConnectionFamilyCheckModel[];

  static toModel(row: ProviderConnectionRow, locale: Locale): ProviderConnectionModel {
    return {
      id: row.id,
      kind: KINDS[row.kind],
      cloud: row.cloud,
      directoryId: row.directoryId,
      clientId: row.clientId,
      credentialKind: row.credentialKind,
      credentialHint: row.credentialHint,
      credentialExpiresAt: row.credentialExpiresAt,
      status: STATUSES[row.status],
      checkedAt: row.checkedAt,
      organisationName: row.organisationName,
      families: row.familyChecks.map((check) => ConnectionFamilyCheckModel.toModel(check, locale)),
    };
  }
}

export const ManagedTenantResult = createUnionType({
  name: 'ManagedTenantResult',
  types: () => [ManagedTenantModel, RefusedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'Refused' : 'ManagedTenant'),
});
