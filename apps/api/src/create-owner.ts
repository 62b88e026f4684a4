import { text } from 'node:stream/consumers';
import { v7 } from 'uuid';
import { z } from 'zod';
import { hashPassword } from './modules/identity/index.js';
import { readConfig, type AppConfig } from './platform/config/index.js';
import { appDataSource, SystemDatabase, WorkspaceDatabase } from './platform/database/index.js';

const owner = z.object({
  WORKSPACE: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, { error: 'needs small letters, digits and hyphens' }),
  WORKSPACE_NAME: z.string().trim().min(1).max(200),
  OWNER_EMAIL: z.email(),
  OWNER_NAME: z.string().trim().min(1).max(200),
});
const password = z.string().min(12, { error: 'The password needs at least 12 characters.' }).max(200);

/**
 * Makes a workspace with its first owner, for an installation on real services, where no demo is seeded. A workspace
 * that exists is never taken over.
 */
async function createOwner(config: AppConfig, asked: z.infer<typeof owner>, secret: string): Promise<void> {
  const dataSource = await appDataSource(config.DATABASE_URL, 2, 'tenantatlas-create-owner').initialize();
  try {
    const system = new SystemDatabase(dataSource);
    const [taken] = await system.query<{ id: string | null }>('SELECT atlas.find_workspace($1) AS id', [
      asked.WORKSPACE,
    ]);
    if (taken?.id) throw new Error(`There is a workspace ${asked.WORKSPACE} already. Its owner can sign in.`);
    const [user] = await system.query<{ id: string }>(
      `INSERT INTO users (id, email, name, password_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
      [v7(), asked.OWNER_EMAIL, asked.OWNER_NAME, await hashPassword(secret)],
    );
    if (user === undefined) throw new Error('There is an account with this e-mail address already.');
    await new WorkspaceDatabase(dataSource).run(v7(), async (tx) => {
      await tx.query('INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, $3)', [
        tx.workspaceId,
        asked.WORKSPACE,
        asked.WORKSPACE_NAME,
      ]);
      await tx.query(`INSERT INTO memberships (workspace_id, user_id, role) VALUES ($1, $2, 'owner')`, [
        tx.workspaceId,
        user.id,
      ]);
    });
  } finally {
    await dataSource.destroy();
  }
}

try {
  const asked = owner.safeParse(process.env);
  if (!asked.success) {
    throw new Error(asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const secret = password.safeParse((await text(process.stdin)).trim());
  if (!secret.success) throw new Error(secret.error.issues[0]?.message);
  await createOwner(readConfig(process.env), asked.data, secret.data);
  process.stdout.write(`${asked.data.OWNER_EMAIL} owns the workspace ${asked.data.WORKSPACE} and can sign in.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The owner could not be made.'}\n`);
  process.exitCode = 1;
}
