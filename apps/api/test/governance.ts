import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { startEmulator, type EmulatedTenant, type RunningEmulator } from '@tenantatlas/graph-emulator';
import { appDataSource } from '../src/platform/database/data-source.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../src/platform/database/workspace-database.js';
import { readConfig } from '../src/platform/config/config.js';
import { CredentialVault } from '../src/modules/provider-connections/credential-vault.js';
import { configuredKeyProvider } from '../src/modules/provider-connections/key-provider.js';
import { ProviderReaderFactory } from '../src/modules/provider-connections/provider-reader.js';
import { RunRegistry } from '../src/modules/operation-runs/run-registry.js';
import { testDatabase } from './database.js';

const KEY = randomBytes(32).toString('base64');
const APP = { clientId: 'app', clientSecret: 'the-secret' } as const;

/** A workspace with tenants that an emulator serves, on a database of its own. */
export interface Governance {
  readonly emulator: RunningEmulator;
  readonly database: WorkspaceDatabase;
  /** As a worker that was just started has them: with a budget of requests that nobody used yet. */
  newReaders(): ProviderReaderFactory;
  readonly vault: CredentialVault;
  readonly registry: RunRegistry;
  readonly workspaceId: string;
  /** Adds a tenant with its connection; `directoryId` says which served tenant it reads. */
  addTenant(directoryId: string, more?: { secret?: string; expiresAt?: Date }): Promise<string>;
  addProfile(more?: { families?: string[]; includeNames?: string[]; excludeNames?: string[] }): Promise<string>;
  /** Statements within the workspace. */
  sql<Row extends object>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  run<Result>(work: (tx: WorkspaceTx) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Tenants in words: what a test does not say is ordinary. */
export function aTenant(more: Partial<EmulatedTenant> = {}): EmulatedTenant {
  return {
    tenantId: randomUUID(),
    displayName: 'Contoso',
    source: { kind: 'generated', policies: 60, seed: 'governance' },
    credentials: [APP],
    ...more,
  };
}

export async function startGovernance(tenants: readonly EmulatedTenant[]): Promise<Governance> {
  const emulator = await startEmulator({ tenants });
  const { url, close: dropDatabase } = await testDatabase();
  const source = await appDataSource(url, 6, 'governance test').initialize();
  const database = new WorkspaceDatabase(source);
  const config = readConfig({ DATABASE_URL: url, ENCRYPTION_KEY: KEY, EMULATOR_URL: emulator.url });
  const vault = new CredentialVault(configuredKeyProvider(KEY));
  const workspaceId = v7();
  const run = <Result>(work: (tx: WorkspaceTx) => Promise<Result>) => database.run(workspaceId, work);
  await run((tx) =>
    tx.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Demo')`, [workspaceId, `w-${workspaceId}`]),
  );
  return {
    emulator,
    database,
    vault,
    registry: new RunRegistry(),
    newReaders: () => new ProviderReaderFactory(config, database, vault),
    workspaceId,
    run,
    sql: (statement, parameters) => run((tx) => tx.query(statement, parameters)),
    addTenant: (directoryId, { secret = APP.clientSecret, expiresAt } = {}) =>
      run(async (tx) => {
        const tenantId = v7();
        await tx.query(`INSERT INTO managed_tenants (workspace_id, id, name) VALUES ($1, $2, 'Contoso')`, [
          workspaceId,
          tenantId,
        ]);
        const sealed = await vault.seal(tx, { tenantId, kind: 'secret' }, { kind: 'client_secret', secret });
        await tx.query(
          `INSERT INTO provider_connections (workspace_id, id, tenant_id, kind, cloud, base_url, directory_id, client_id,
             credential_kind, credential, credential_key_version, credential_hint, credential_expires_at)
           VALUES ($1, $2, $3, 'emulator', 'emulator', $4, $5, $6, 'secret', $7, $8, 'cret', $9)`,
          [
            workspaceId,
            v7(),
            tenantId,
            emulator.url,
            directoryId,
            APP.clientId,
            sealed.credential,
            sealed.keyVersion,
            expiresAt ?? null,
          ],
        );
        return tenantId;
      }),
    addProfile: ({ families = [], includeNames = [], excludeNames = [] } = {}) =>
      run(async (tx) => {
        const id = v7();
        await tx.query(
          `INSERT INTO baseline_profiles (workspace_id, id, name, families, include_names, exclude_names, created_by_name)
           VALUES ($1, $2, $3, $4, $5, $6, 'Olga Owner')`,
          [workspaceId, id, `Baseline ${id}`, families, includeNames, excludeNames],
        );
        return id;
      }),
    async close() {
      await source.destroy();
      await emulator.close();
      await dropDatabase();
    },
  };
}
