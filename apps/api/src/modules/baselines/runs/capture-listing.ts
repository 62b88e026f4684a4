import type { GraphClient } from '@tenantatlas/graph-client';
import type { WorkspaceDatabase } from '../../../platform/database/index.js';
import {
  collectionsWithItems,
  listTenant,
  seenSince,
  SourceLedger,
  type EarlierSighting,
  type ReadingStop,
  type ScopedCollection,
} from '../../inventory/index.js';
import { changeOfPage } from '../capture-page.js';
import type { CaptureResume } from '../capture-state.js';
import type { NameScope } from '../name-scope.js';
import { collectionsOfLastSnapshot } from '../snapshot-sealing.store.js';
import { stagedOf } from '../snapshot.store.js';
import type { CaptureRecorder } from './capture-recorder.js';

/** What a capture lists, and how. */
export interface CaptureListing {
  readonly client: GraphClient;
  readonly database: WorkspaceDatabase;
  readonly workspaceId: string;
  readonly tenantId: string;
  readonly collections: readonly ScopedCollection[];
  readonly names: NameScope;
  readonly confirmAfterMs: number;
  readonly recorder: CaptureRecorder;
  readonly stop: ReadingStop;
}

/** The capture's second phase: lists everything in scope, page by page, each page a checkpoint. */
export async function listForCapture(listing: CaptureListing): Promise<void> {
  const { recorder, stop } = listing;
  const { known, earlier } = await remember(listing, recorder.state);
  const ledgers = new Map<string, SourceLedger>();
  for (const { collection } of listing.collections) {
    ledgers.set(collection.path, new SourceLedger(earlier.get(collection.path)));
  }
  const pages = listTenant({
    client: listing.client,
    collections: listing.collections,
    marks: recorder.state.marks,
    hadItems: (path) => known.has(path),
    confirmAfterMs: listing.confirmAfterMs,
    signal: stop.signal,
    sink: {
      page(scoped, items, mark) {
        const ledger = ledgers.get(scoped.collection.path) ?? new SourceLedger();
        return recorder.add(changeOfPage(scoped, items, mark, { ledger, names: listing.names }));
      },
      unread({ family, collection: { path } }, mark) {
        const gap = { family: family.key, item: '', sourceId: '', reason: mark.reason };
        return recorder.add({ mark: { path, mark }, gaps: [gap] });
      },
    },
  });
  await stop.guard(pages);
  await recorder.drain();
}

/** What earlier readings found, and what this one had seen of collections that it was interrupted in. */
function remember({ database, workspaceId, tenantId, collections }: CaptureListing, state: CaptureResume) {
  const since = new Date(state.startedAt);
  return database.run(workspaceId, async (tx) => {
    const earlier = new Map<string, readonly EarlierSighting[]>();
    for (const { collection } of collections) {
      if (state.marks[collection.path]?.state !== 'open') continue;
      // Those outside the baseline's names stand in the inventory only; staged rows say more and come last.
      const seen = await seenSince(tx, tenantId, collection.path, since);
      earlier.set(collection.path, [...seen, ...(await stagedOf(tx, state.snapshotId, collection.path))]);
    }
    const inventoried = await collectionsWithItems(tx, tenantId, since);
    return { known: new Set([...inventoried, ...(await collectionsOfLastSnapshot(tx, tenantId))]), earlier };
  });
}
