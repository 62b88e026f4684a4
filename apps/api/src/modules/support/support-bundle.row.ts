import type { WorkspaceTx } from '../../platform/database/index.js';
import type { SupportBundleContent } from './diagnostics.js';

/** A row of `support_bundles`. */
export interface SupportBundleRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly content: unknown;
}

export async function bundleById(tx: WorkspaceTx, id: string): Promise<SupportBundleRow | undefined> {
  const [row] = await tx.query<SupportBundleRow>(
    'SELECT id, created_at AS "createdAt", content FROM support_bundles WHERE workspace_id = $1 AND id = $2',
    [tx.workspaceId, id],
  );
  return row;
}

export async function insertBundle(
  tx: WorkspaceTx,
  bundle: { readonly id: string; readonly runId: string; readonly content: SupportBundleContent },
): Promise<void> {
  await tx.query('INSERT INTO support_bundles (workspace_id, id, run_id, content) VALUES ($1, $2, $3, $4)', [
    tx.workspaceId,
    bundle.id,
    bundle.runId,
    JSON.stringify(bundle.content),
  ]);
}
