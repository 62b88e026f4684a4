import type { GapReason } from '@tenantatlas/graph-client';
import type { WorkspaceTx } from '../../platform/database/index.js';

export type ConnectionStatus = 'unchecked' | 'working' | 'limited' | 'refused' | 'unreachable';

/** What a check found out about one family. */
export interface FamilyCheck {
  readonly family: string;
  readonly readable: boolean;
  readonly permission: string;
  readonly reason?: GapReason | 'not_listed_by_provider';
}

/** A row of `provider_connections` without the credential itself. */
export interface ProviderConnectionRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly tenantId: string;
  readonly kind: 'graph' | 'emulator';
  readonly cloud: string;
  readonly baseUrl: string | null;
  readonly directoryId: string;
  readonly clientId: string;
  readonly credentialKind: 'secret' | 'certificate';
  readonly credentialKeyVersion: number;
  readonly credentialHint: string;
  readonly credentialExpiresAt: Date | null;
  readonly status: ConnectionStatus;
  readonly checkedAt: Date | null;
  readonly organisationName: string | null;
  readonly familyChecks: readonly FamilyCheck[];
  /** Changes whenever the connection is replaced, to the microsecond, which a Date would lose. */
  readonly version: string;
}

const CONNECTION_COLUMNS = `id, workspace_id AS "workspaceId", tenant_id AS "tenantId", kind, cloud,
  base_url AS "baseUrl", directory_id AS "directoryId", client_id AS "clientId", credential_kind AS "credentialKind",
  credential_key_version AS "credentialKeyVersion", credential_hint AS "credentialHint",
  credential_expires_at AS "credentialExpiresAt", status, checked_at AS "checkedAt",
  organisation_name AS "organisationName", family_checks AS "familyChecks",
  updated_at::text AS version`;

/** The connection of each tenant that has one. */
export function connectionsOfTenants(
  tx: WorkspaceTx,
  tenantIds: readonly string[],
): Promise<readonly ProviderConnectionRow[]> {
  return tx.query<ProviderConnectionRow>(
    `SELECT ${CONNECTION_COLUMNS} FROM provider_connections WHERE tenant_id = ANY($1)`,
    [tenantIds],
  );
}

/** The connection of a tenant, if it has one. */
export async function connectionOfTenant(
  tx: WorkspaceTx,
  tenantId: string,
): Promise<ProviderConnectionRow | undefined> {
  return (await connectionsOfTenants(tx, [tenantId]))[0];
}

/** The sealed credential of a connection, read only to be opened. */
export async function sealedCredentialOf(tx: WorkspaceTx, connectionId: string): Promise<Buffer> {
  const [row] = await tx.query<{ credential: Buffer }>('SELECT credential FROM provider_connections WHERE id = $1', [
    connectionId,
  ]);
  if (row === undefined) throw new Error('The connection was removed while it was used.');
  return row.credential;
}
