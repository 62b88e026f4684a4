import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import { hintOf, type ConnectionDetails } from './connection-details.js';
import type { CredentialVault } from './credential-vault.js';
import type { ConnectionStatus, FamilyCheck } from './provider-connection.row.js';

/** Adds a tenant with its connection, and says its id. */
export async function addTenant(
  tx: WorkspaceTx,
  vault: CredentialVault,
  name: string,
  details: ConnectionDetails,
): Promise<string> {
  const tenantId = v7();
  await tx.query('INSERT INTO managed_tenants (workspace_id, id, name) VALUES ($1, $2, $3)', [
    tx.workspaceId,
    tenantId,
    name,
  ]);
  await putConnection(tx, vault, tenantId, details);
  return tenantId;
}

/** Stores a tenant's connection in place of the one it had; nothing is known of the new one until it is checked. */
export async function putConnection(
  tx: WorkspaceTx,
  vault: CredentialVault,
  tenantId: string,
  details: ConnectionDetails,
): Promise<void> {
  const credential = { kind: 'client_secret', secret: details.clientSecret } as const;
  const sealed = await vault.seal(tx, { tenantId, kind: 'secret' }, credential);
  await tx.query(
    `INSERT INTO provider_connections
       (workspace_id, id, tenant_id, kind, cloud, base_url, directory_id, client_id, credential_kind, credential,
        credential_key_version, credential_hint, credential_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'secret', $9, $10, $11, $12)
     ON CONFLICT (workspace_id, tenant_id) DO UPDATE SET
       kind = EXCLUDED.kind, cloud = EXCLUDED.cloud, base_url = EXCLUDED.base_url,
       directory_id = EXCLUDED.directory_id, client_id = EXCLUDED.client_id,
       credential_kind = EXCLUDED.credential_kind, credential = EXCLUDED.credential,
       credential_key_version = EXCLUDED.credential_key_version, credential_hint = EXCLUDED.credential_hint,
       credential_expires_at = EXCLUDED.credential_expires_at, updated_at = now(),
       status = 'unchecked', checked_at = NULL, organisation_name = NULL, family_checks = '[]'`,
    [
      tx.workspaceId,
      v7(),
      tenantId,
      details.kind,
      details.cloud,
      details.baseUrl,
      details.directoryId,
      details.clientId,
      sealed.credential,
      sealed.keyVersion,
      hintOf(details.clientSecret),
      details.credentialExpiresAt,
    ],
  );
}

/** Whether some tenant of the workspace is connected to a directory. */
export async function isDirectoryConnected(
  tx: WorkspaceTx,
  { kind, directoryId }: ConnectionDetails,
): Promise<boolean> {
  // Two that add the same directory at once answer one after the other.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [`${tx.workspaceId} ${directoryId}`]);
  const rows = await tx.query(
    'SELECT 1 FROM provider_connections WHERE workspace_id = $1 AND kind = $2 AND directory_id = $3',
    [tx.workspaceId, kind, directoryId],
  );
  return rows.length > 0;
}

/** What a check of a connection found out. */
export interface ConnectionFindings {
  readonly status: ConnectionStatus;
  /** Null where it could not be asked for; the name known before is kept. */
  readonly organisationName: string | null;
  readonly familyChecks: readonly FamilyCheck[];
}

/** Stores what a check found out, unless the connection was replaced while it was checked. */
export async function recordFindings(
  tx: WorkspaceTx,
  connection: { readonly id: string; readonly version: string },
  { status, organisationName, familyChecks }: ConnectionFindings,
): Promise<void> {
  await tx.query(
    `UPDATE provider_connections SET status = $3, checked_at = now(), family_checks = $4,
            organisation_name = coalesce($5, organisation_name)
     WHERE workspace_id = $1 AND id = $2 AND updated_at::text = $6`,
    [tx.workspaceId, connection.id, status, JSON.stringify(familyChecks), organisationName, connection.version],
  );
}
