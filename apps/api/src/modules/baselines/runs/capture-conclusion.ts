import { LOOKUP_FAMILIES, type PolicyFamily } from '@tenantatlas/drift';
import type { WorkspaceDatabase, WorkspaceTx } from '../../../platform/database/index.js';
import type { RunConclusion } from '../../operation-runs/index.js';
import type { BaselineProfileRow } from '../baseline-profile.row.js';
import { endingOfCapture, endingOfNothingRead } from '../capture-outcome.js';
import { countsOf, type CaptureResume } from '../capture-state.js';
import { SOURCE_FILES } from '../family-words.js';
import { coverageOf, type FamilyCoverage } from '../coverage.js';
import { sealSnapshot, tallyOf, type SnapshotTally } from '../snapshot-sealing.store.js';
import type { CaptureRecorder } from './capture-recorder.js';

/** A capture of which everything has been read that could be. */
export interface ReadCapture {
  readonly recorder: CaptureRecorder;
  readonly database: WorkspaceDatabase;
  readonly workspaceId: string;
  readonly profile: BaselineProfileRow;
  /** The policy families in scope. */
  readonly families: readonly PolicyFamily[];
}

/** The capture's last two phases: counts what the snapshot holds and lacks, and seals it in the terminal transaction. */
export async function concludeCapture(capture: ReadCapture): Promise<RunConclusion> {
  const { recorder, database, workspaceId, profile, families } = capture;
  const { state } = recorder;
  const counts = countsOf(families, state);
  const nothingRead = endingOfNothingRead(families, state.marks);
  if (nothingRead !== null) return { ...nothingRead, counts };

  await recorder.enter('snapshot');
  const tally = await database.run(workspaceId, (tx) => tallyOf(tx, state.snapshotId));
  const coverage = coverageOf({ ...tally, families: [...families, ...LOOKUP_FAMILIES], marks: state.marks });
  const itemCount = sum(families.map(({ key }) => tally.itemCounts.get(key) ?? 0));
  const gapCount = sum([...tally.gapCounts.values()]);
  const unreadFamilies = coverage.filter(({ family }) => isAnyCollectionUnread(family, families, state)).length;
  const files = tally.gapCounts.get(SOURCE_FILES) ?? 0;
  const ending = endingOfCapture({ families: unreadFamilies, items: gapCount - unreadFamilies - files, files });

  await recorder.enter('finalize');
  return {
    ...ending,
    counts: { ...counts, items: itemCount },
    facts: state.facts,
    related: [
      { kind: 'baseline_profile', id: profile.id, label: profile.name },
      { kind: 'baseline_snapshot', id: state.snapshotId, label: profile.name },
    ],
    write: async (tx) => {
      await prove(tx, { state, tally, coverage, isSuccess: ending.outcome === 'succeeded' });
      await sealSnapshot(tx, { snapshotId: state.snapshotId, profileId: profile.id, itemCount, gapCount, coverage });
    },
  };
}

/**
 * The last look before the seal, in its transaction: what was counted still stands, every item has its content, and
 * success is claimed only where every family in scope was read to its end and nothing is missing.
 */
async function prove(
  tx: WorkspaceTx,
  claim: { state: CaptureResume; tally: SnapshotTally; coverage: readonly FamilyCoverage[]; isSuccess: boolean },
): Promise<void> {
  const now = await tallyOf(tx, claim.state.snapshotId);
  const isSame =
    JSON.stringify([...now.itemCounts, ...now.gapCounts]) ===
    JSON.stringify([...claim.tally.itemCounts, ...claim.tally.gapCounts]);
  if (now.unread > 0 || !isSame) throw new Error('the snapshot is not what was counted');
  const isComplete = claim.coverage.every(({ state }) => state === 'complete' || state === 'out_of_scope');
  if (claim.isSuccess && (!isComplete || now.gapCounts.size > 0)) throw new Error('the snapshot is not complete');
}

function isAnyCollectionUnread(key: string, families: readonly PolicyFamily[], { marks }: CaptureResume): boolean {
  const family = [...families, ...LOOKUP_FAMILIES].find((one) => one.key === key);
  return family?.collections.some(({ path }) => marks[path]?.state === 'unread') ?? false;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
