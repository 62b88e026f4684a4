import { POLICY_FAMILIES } from '@tenantatlas/drift';
import type { GraphClient, ReadEvent } from '@tenantatlas/graph-client';
import { z } from 'zod';
import type { WorkspaceDatabase } from '../../../platform/database/index.js';
import type { RunConclusion, RunExecution } from '../../operation-runs/index.js';
import { CheckpointQueue } from '../checkpoint-queue.js';
import { endedFamilies, recordListing, unreadReasonIn } from '../inventory-recording.js';
import { collectionsWithItems, seenSince, type InventoryEntry } from '../inventory.store.js';
import { observe, type ObservedItem } from '../observed-item.js';
import { conclusionOfNothingRead } from '../reading-outcome.js';
import type { ReadingStop } from '../reading-stop.js';
import { SourceLedger } from '../source-ledger.js';
import { listingMarks, listTenant, type ListingMark, type ListingMarks } from '../tenant-listing.js';
import { collectionsOf } from '../tenant-scope.js';
import { ThrottleWatch } from '../throttle-watch.js';

export const syncInput = z.object({});
export type SyncInput = z.infer<typeof syncInput>;

/** Where an inventory goes on: when it began, how many items it has seen, and how far each collection is listed. */
export const syncResume = z.object({ startedAt: z.iso.datetime(), items: z.int().min(0), marks: listingMarks });
export type SyncResume = z.infer<typeof syncResume>;

/** A checkpoint: a page of a collection, or a wait that is worth telling. */
interface Change {
  readonly page?: { readonly path: string; readonly mark: ListingMark; readonly entries: readonly InventoryEntry[] };
  readonly waitUntil?: Date;
}

const COLLECTIONS = collectionsOf(POLICY_FAMILIES);

/** One execution of an inventory: what it has listed so far, and how it tells of it. */
export class InventoryReading {
  private readonly watch: ThrottleWatch;
  private readonly queue: CheckpointQueue<Change>;
  private wasWaiting = false;

  constructor(
    private readonly execution: RunExecution<SyncInput, SyncResume>,
    private readonly tenantId: string,
    private state: SyncResume,
    private readonly stop: ReadingStop,
  ) {
    this.queue = new CheckpointQueue((changes) => this.commit(changes), stop.because);
    this.watch = new ThrottleWatch((waitUntil) => {
      this.queue.add({ waitUntil }).catch(stop.because);
    });
  }

  readonly onEvent = (event: ReadEvent): void => {
    this.watch.onEvent(event);
  };

  async run(database: WorkspaceDatabase, client: GraphClient, confirmAfterMs: number): Promise<RunConclusion> {
    const { known, ledgers } = await this.remember(database);
    await this.queue.add({});
    const listing = listTenant({
      client,
      collections: COLLECTIONS,
      marks: this.state.marks,
      hadItems: (path) => known.has(path),
      confirmAfterMs,
      signal: this.stop.signal,
      sink: {
        page: (scoped, items, mark) => {
          const { path } = scoped.collection;
          const ledger = ledgers.get(path) ?? new SourceLedger();
          const entries = items.flatMap((item) => entryOf(observe(scoped, item), ledger));
          return this.queue.add({ page: { path, mark, entries } });
        },
        unread: ({ collection: { path } }, mark) => this.queue.add({ page: { path, mark, entries: [] } }),
      },
    });
    try {
      await this.stop.guard(listing);
      await this.queue.drain();
    } catch (error) {
      await this.queue.settle();
      throw error;
    }
    return this.conclude();
  }

  /** Nothing more is told after this. */
  close(): void {
    this.watch.moved();
  }

  /** What is known from before: of earlier readings, and of this one where it goes on after a loss. */
  private remember(database: WorkspaceDatabase) {
    const since = new Date(this.state.startedAt);
    return database.run(this.execution.workspaceId, async (tx) => {
      const ledgers = new Map<string, SourceLedger>();
      for (const { collection } of COLLECTIONS) {
        const isBegun = this.state.marks[collection.path]?.state === 'open';
        const earlier = isBegun ? await seenSince(tx, this.tenantId, collection.path, since) : [];
        ledgers.set(collection.path, new SourceLedger(earlier));
      }
      return { known: await collectionsWithItems(tx, this.tenantId, since), ledgers };
    });
  }

  private async commit(changes: readonly Change[]): Promise<void> {
    const pages = changes.flatMap(({ page }) => page ?? []);
    const entries = pages.flatMap((page) => page.entries);
    const before = this.state.marks;
    const after = { ...before, ...Object.fromEntries(pages.map(({ path, mark }) => [path, mark])) };
    const state: SyncResume = { ...this.state, items: this.state.items + entries.length, marks: after };
    const until = pages.length > 0 ? undefined : changes.findLast(({ waitUntil }) => waitUntil)?.waitUntil;
    if (pages.length > 0) this.watch.moved();
    const waitingFor = until === undefined ? null : ({ what: 'provider_rate_limit', until } as const);
    const isToBeTold = waitingFor !== null || this.wasWaiting;
    await this.execution.report(
      { counts: countsOf(state), totalFinal: true, resume: state, ...(isToBeTold ? { waitingFor } : {}) },
      (tx) =>
        recordListing(tx, {
          tenantId: this.tenantId,
          since: new Date(state.startedAt),
          families: POLICY_FAMILIES,
          before,
          after,
          entries,
        }),
    );
    this.wasWaiting = waitingFor !== null;
    this.state = state;
  }

  private conclude(): RunConclusion {
    const counts = countsOf(this.state);
    const { marks } = this.state;
    if (counts.failed === 0) return { outcome: 'succeeded', counts };
    if (!Object.values(marks).some(({ state }) => state === 'read')) {
      const reasons = POLICY_FAMILIES.flatMap((family) => unreadReasonIn(family, marks) ?? []);
      return { ...conclusionOfNothingRead(reasons), counts };
    }
    const reason = { code: 'families_not_read', params: { families: counts.failed } };
    return { outcome: 'partially_succeeded', reason, counts };
  }
}

function countsOf({ items, marks }: { readonly items: number; readonly marks: ListingMarks }) {
  const ended = endedFamilies(POLICY_FAMILIES, marks);
  const failed = ended.filter((family) => unreadReasonIn(family, marks) !== null).length;
  const processed = ended.length;
  return { total: POLICY_FAMILIES.length, processed, succeeded: processed - failed, failed, items };
}

function entryOf({ id, listed, isWhole, ...item }: ObservedItem, ledger: SourceLedger): InventoryEntry[] {
  const { kind, sourceId } = ledger.sight({ id, name: item.name, listed });
  return kind === 'new' ? [{ ...item, sourceId, fingerprint: isWhole ? listed.hash : null }] : [];
}
