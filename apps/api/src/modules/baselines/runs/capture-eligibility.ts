import type { PolicyFamily } from '@tenantatlas/drift';
import type { WorkspaceDatabase } from '../../../platform/database/index.js';
import { databaseTime, familiesInScope } from '../../inventory/index.js';
import type { RunConclusion, RunExecution } from '../../operation-runs/index.js';
import { connectionOfTenant, obstacleOf, type ProviderConnectionRow } from '../../provider-connections/index.js';
import { profileById, type BaselineProfileRow } from '../baseline-profile.row.js';
import type { CaptureInput, CaptureResume } from '../capture-state.js';
import { scopeOfSnapshot, type SnapshotScope } from '../snapshot-sealing.store.js';

/** What a capture works with, once it is known to be possible. */
export interface EligibleCapture {
  readonly tenantId: string;
  readonly profile: BaselineProfileRow;
  /** As the profile stood when the capture began, whatever became of it since. */
  readonly scope: SnapshotScope;
  readonly connection: ProviderConnectionRow;
  /** The policy families in scope. */
  readonly families: readonly PolicyFamily[];
  readonly now: Date;
}

/** The capture's first phase: whether it can be made, and what of. */
export async function checkEligibility(
  database: WorkspaceDatabase,
  { workspaceId, tenantId, input, resume }: RunExecution<CaptureInput, CaptureResume>,
): Promise<EligibleCapture | RunConclusion> {
  if (tenantId === null) throw new Error('a capture reads a tenant');
  const { profile, begunWith, connection, now } = await database.run(workspaceId, async (tx) => ({
    profile: await profileById(tx, input.profileId),
    begunWith: resume === null ? null : await scopeOfSnapshot(tx, resume.snapshotId),
    connection: await connectionOfTenant(tx, tenantId),
    now: await databaseTime(tx),
  }));
  if (profile === undefined) throw new Error('the baseline profile of the capture is missing');
  const obstacle = obstacleOf(connection, now);
  if (connection === undefined || obstacle !== null) {
    return { outcome: 'blocked', reason: obstacle ?? { code: 'connection_missing' } };
  }
  const { families, includeNames, excludeNames } = begunWith ?? profile;
  const inScope = familiesInScope(families);
  if (inScope.length === 0) return { outcome: 'blocked', reason: { code: 'nothing_in_scope' } };
  return { tenantId, profile, scope: { families, includeNames, excludeNames }, connection, families: inScope, now };
}
