import { v7 } from 'uuid';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, hashPassword } from '../modules/identity/index.js';
import { addTenant, configuredKeyProvider, CredentialVault } from '../modules/provider-connections/index.js';
import type { AppConfig } from '../platform/config/index.js';
import { appDataSource, SystemDatabase, WorkspaceDatabase, type WorkspaceTx } from '../platform/database/index.js';
import { DEMO_PROFILES, DEMO_WORKSPACES, readDemoTenants, type DemoTenant } from './demo-data.js';

/**
 * Fills in the demo: two workspaces, their people, and the emulator's tenants. Only what is missing is added, so that
 * what somebody changed stays as it is. Its password is known to everybody, so production refuses it.
 *
 * @returns whether anything was added
 */
export async function seedDemo(config: AppConfig): Promise<boolean> {
  if (config.APP_ENV === 'production') throw new Error('The demo is not for production: its password is public.');
  const dataSource = await appDataSource(config.DATABASE_URL, 2, 'tenantatlas-demo').initialize();
  try {
    const system = new SystemDatabase(dataSource);
    const workspaces = new WorkspaceDatabase(dataSource);
    const vault = new CredentialVault(configuredKeyProvider(config.ENCRYPTION_KEY));
    const people = await addPeople(system);
    let added = people > 0;
    for (const { slug, name } of DEMO_WORKSPACES) {
      const [known] = await system.query<{ id: string | null }>('SELECT atlas.find_workspace($1) AS id', [slug]);
      const tenants = slug === 'demo' ? readDemoTenants(config.DEMO_TENANTS) : [];
      const changes = await workspaces.run(known?.id ?? v7(), async (tx) => {
        const fresh = known?.id == null;
        if (fresh) await addWorkspace(tx, system, { slug, name });
        return (await addTenants(tx, vault, tenants)) || fresh;
      });
      added ||= changes;
    }
    return added;
  } finally {
    await dataSource.destroy();
  }
}

async function addPeople(system: SystemDatabase): Promise<number> {
  const known = await system.query<{ email: string }>(
    'SELECT lower(email) AS email FROM users WHERE lower(email) = ANY ($1)',
    [DEMO_ACCOUNTS.map(({ email }) => email)],
  );
  const missing = DEMO_ACCOUNTS.filter(({ email }) => !known.some((row) => row.email === email));
  for (const { email, name } of missing) {
    await system.query('INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
      v7(),
      email,
      name,
      await hashPassword(DEMO_PASSWORD),
    ]);
  }
  return missing.length;
}

async function addWorkspace(
  tx: WorkspaceTx,
  system: SystemDatabase,
  workspace: { slug: string; name: string },
): Promise<void> {
  await tx.query('INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, $3)', [
    tx.workspaceId,
    workspace.slug,
    workspace.name,
  ]);
  for (const { email, role } of DEMO_ACCOUNTS.filter((account) => account.workspace === workspace.slug)) {
    const [user] = await system.query<{ id: string }>('SELECT id FROM users WHERE lower(email) = $1', [email]);
    await tx.query('INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, $3)', [
      tx.workspaceId,
      user?.id,
      role,
    ]);
  }
  for (const { name, families } of DEMO_PROFILES) {
    await tx.query(
      `INSERT INTO baseline_profiles (workspace_id, id, name, families, created_by_name) VALUES ($1, $2, $3, $4, 'Demo')`,
      [tx.workspaceId, v7(), name, families],
    );
  }
}

async function addTenants(tx: WorkspaceTx, vault: CredentialVault, tenants: readonly DemoTenant[]): Promise<boolean> {
  const known = await tx.query<{ directoryId: string }>(
    'SELECT directory_id AS "directoryId" FROM provider_connections',
  );
  const missing = tenants.filter(({ directoryId }) => !known.some((row) => row.directoryId === directoryId));
  for (const { name, ...connection } of missing) {
    await addTenant(tx, vault, name, {
      ...connection,
      kind: 'emulator',
      cloud: 'emulator',
      baseUrl: null,
      credentialExpiresAt: null,
    });
  }
  return missing.length > 0;
}
