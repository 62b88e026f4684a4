import {
  confirmEmpty,
  isConnectionFailure,
  listCollection,
  storedCursor,
  type Cursor,
  type GapReason,
  type GraphClient,
  type GraphObject,
  type ReadFailure,
} from '@tenantatlas/graph-client';
import { z } from 'zod';
import { ConnectionLost } from '../provider-connections/index.js';
import type { ScopedCollection } from './tenant-scope.js';

/** Why a family or an item is missing from a reading. */
export type UnreadReason = GapReason | 'not_listed_by_provider';

/** How far one collection has been listed. */
export const listingMark = z.object({
  state: z.enum(['open', 'read', 'unread']),
  /** Where to go on; null for the beginning. */
  cursor: z.string().nullable(),
  seen: z.int().min(0),
  /** Why it was given up. */
  reason: z.string().optional(),
});
export type ListingMark = z.infer<typeof listingMark>;

/** How far each collection has been listed, by its path. */
export const listingMarks = z.record(z.string(), listingMark);
export type ListingMarks = Readonly<z.infer<typeof listingMarks>>;

/** Takes what the listing finds. Each call is a checkpoint: what it is given belongs together with the mark. */
export interface ListingSink {
  page(scoped: ScopedCollection, items: readonly GraphObject[], mark: ListingMark): Promise<void>;
  unread(scoped: ScopedCollection, mark: ListingMark & { readonly reason: UnreadReason }): Promise<void>;
}

export interface TenantListing {
  readonly client: GraphClient;
  readonly collections: readonly ScopedCollection[];
  readonly marks: ListingMarks;
  /** Whether the last reading found items in a collection, so that an empty answer must be confirmed. */
  readonly hadItems: (path: string) => boolean;
  /** Before an empty answer is asked for a second time. */
  readonly confirmAfterMs: number;
  readonly signal: AbortSignal;
  readonly sink: ListingSink;
}

/**
 * Lists every collection that is not listed yet, all at once within the client's budget, each page by page.
 *
 * @throws ConnectionLost
 */
export async function listTenant(listing: TenantListing): Promise<void> {
  const open = listing.collections.filter(({ collection }) => !isListed(listing.marks[collection.path]));
  await Promise.all(open.map((scoped) => listOne(listing, scoped, listing.marks[scoped.collection.path])));
}

/** Whether a collection was listed to its end, or given up. */
export function isListed(mark: ListingMark | undefined): boolean {
  return mark !== undefined && mark.state !== 'open';
}

/** Why something could not be read. @throws ConnectionLost where nothing else can be read either */
export function unreadReasonOf(failure: ReadFailure): UnreadReason {
  if (isConnectionFailure(failure)) throw new ConnectionLost(failure.reason);
  return failure.reason as GapReason;
}

async function listOne(listing: TenantListing, scoped: ScopedCollection, mark?: ListingMark): Promise<void> {
  const { sink } = listing;
  let seen = mark?.seen ?? 0;
  let cursor = mark?.cursor ? storedCursor(mark.cursor) : null;
  for (let mayStartOver = true; ; mayStartOver = false) {
    const failure = await followPages(listing, scoped, cursor, async (items, next) => {
      seen += items.length;
      cursor = next;
      const isOver = next === null && (seen > 0 || !listing.hadItems(scoped.collection.path));
      await sink.page(scoped, items, { state: isOver ? 'read' : 'open', cursor: next, seen });
    });
    if (failure === null) break;
    if (failure.reason === 'page_cursor_expired' && mayStartOver) {
      cursor = null;
      continue;
    }
    const reason = failure.status === 404 ? 'not_listed_by_provider' : unreadReasonOf(failure);
    await sink.unread(scoped, { state: 'unread', cursor, seen, reason });
    return;
  }
  if (seen === 0 && listing.hadItems(scoped.collection.path)) await confirm(listing, scoped);
}

async function followPages(
  { client }: TenantListing,
  { family, collection }: ScopedCollection,
  from: Cursor | null,
  take: (items: readonly GraphObject[], next: Cursor | null) => Promise<void>,
): Promise<ReadFailure | null> {
  for await (const step of listCollection(client, family, collection, from)) {
    if (step.kind === 'failed') return step.failure;
    await take(step.items, step.next);
  }
  return null;
}

/** An outage can look like an empty family: only a second empty answer says that everything was deleted. */
async function confirm({ client, sink, ...listing }: TenantListing, scoped: ScopedCollection): Promise<void> {
  const emptiness = await confirmEmpty(client, scoped.family, scoped.collection, {
    pauseMs: listing.confirmAfterMs,
    signal: listing.signal,
  });
  const end = { cursor: null, seen: 0 };
  if (emptiness.kind === 'confirmed') await sink.page(scoped, [], { ...end, state: 'read' });
  else await sink.unread(scoped, { ...end, state: 'unread', reason: unreadReasonOf(emptiness.failure) });
}
