import type { PolicyFamily } from '@tenantatlas/drift';
import { z } from 'zod';
import {
  endedFamilies,
  listingMarks,
  type AddressedContent,
  type InventoryEntry,
  type ListingMark,
} from '../inventory/index.js';
import type { ItemPlace, SnapshotGap, StagedItem } from './snapshot.store.js';

/** What a capture is started with. */
export const captureInput = z.object({ profileId: z.uuid() });
export type CaptureInput = z.infer<typeof captureInput>;

const whole = z.int().min(0);

/** What a capture has gathered; totals, not differences. */
export const captureFacts = z.object({
  listed: whole,
  excluded: whole,
  captured: whole,
  reused: whole,
  throttled: whole,
  failed: whole,
});
export type CaptureFacts = z.infer<typeof captureFacts>;

/** Where a capture goes on after a loss. Which items are still to be read stands in the rows of the snapshot. */
export const captureResume = z.object({
  snapshotId: z.uuid(),
  startedAt: z.iso.datetime(),
  marks: listingMarks,
  facts: captureFacts,
});
export type CaptureResume = z.infer<typeof captureResume>;

/** An item whose content was read after it had been listed. */
export interface ReadItem extends ItemPlace, AddressedContent {
  readonly rowId: string;
  readonly family: string;
}

/** What one step of reading adds to a capture. */
export interface CaptureChange {
  readonly mark?: { readonly path: string; readonly mark: ListingMark };
  readonly items?: readonly StagedItem[];
  /** Everything that was seen, those outside the baseline's names too: the inventory is of the tenant. */
  readonly seen?: readonly InventoryEntry[];
  readonly excluded?: number;
  readonly read?: ReadItem;
  readonly gaps?: readonly SnapshotGap[];
  /** Staged items that could not be read; their gaps say why. */
  readonly dropped?: readonly ItemPlace[];
  /** Policies among the gaps. */
  readonly failed?: number;
  readonly waitUntil?: Date;
}

/** Changes that are committed together. */
export interface CaptureBatch {
  readonly marks: Readonly<Record<string, ListingMark>>;
  readonly items: readonly StagedItem[];
  readonly seen: readonly InventoryEntry[];
  readonly read: readonly ReadItem[];
  readonly gaps: readonly SnapshotGap[];
  readonly dropped: readonly ItemPlace[];
  readonly excluded: number;
  readonly failed: number;
  /** Set where nothing but a wait is to be told. */
  readonly waitUntil: Date | null;
}

/** Puts changes together, in their order. */
export function batchOf(changes: readonly CaptureChange[]): CaptureBatch {
  const sum = (of: (change: CaptureChange) => number | undefined) =>
    changes.reduce((total, change) => total + (of(change) ?? 0), 0);
  const isMoving = changes.some(({ mark, read, gaps }) => mark ?? read ?? gaps);
  return {
    marks: Object.fromEntries(changes.flatMap(({ mark }) => (mark ? [[mark.path, mark.mark]] : []))),
    items: changes.flatMap(({ items }) => items ?? []),
    seen: changes.flatMap(({ seen }) => seen ?? []),
    read: changes.flatMap(({ read }) => read ?? []),
    gaps: changes.flatMap(({ gaps }) => gaps ?? []),
    dropped: changes.flatMap(({ dropped }) => dropped ?? []),
    excluded: sum(({ excluded }) => excluded),
    failed: sum(({ failed }) => failed),
    waitUntil: isMoving ? null : (changes.findLast(({ waitUntil }) => waitUntil)?.waitUntil ?? null),
  };
}

/** The content that a batch holds. */
export function contentsOf({ items, read }: CaptureBatch): readonly AddressedContent[] {
  return [...items.flatMap(({ content }) => content ?? []), ...read];
}

/**
 * The state after a batch. `known` are the addresses that were stored before, of which nothing is stored again; the
 * facts speak of policies only, not of what they refer to.
 */
export function stateAfter(
  state: CaptureResume,
  batch: CaptureBatch,
  {
    known,
    isPolicy,
    throttled,
  }: { known: ReadonlySet<string>; isPolicy: (family: string) => boolean; throttled: number },
): CaptureResume {
  const items = batch.items.filter(({ family }) => isPolicy(family));
  const captured = [
    ...items.flatMap(({ content }) => content?.hash ?? []),
    ...batch.read.filter(({ family }) => isPolicy(family)).map(({ hash }) => hash),
  ];
  const { facts } = state;
  return {
    ...state,
    marks: { ...state.marks, ...batch.marks },
    facts: {
      listed: facts.listed + items.length,
      excluded: facts.excluded + batch.excluded,
      captured: facts.captured + captured.length,
      reused: facts.reused + captured.filter((hash) => known.has(hash)).length,
      throttled,
      failed: facts.failed + batch.failed,
    },
  };
}

/** What the summary of the run counts: policy families, and the policies whose content was read. */
export function countsOf(families: readonly PolicyFamily[], { marks, facts }: CaptureResume) {
  const ended = endedFamilies(families, marks);
  const failed = ended.filter(({ collections }) => collections.some(({ path }) => marks[path]?.state === 'unread'));
  return {
    total: families.length,
    processed: ended.length,
    succeeded: ended.length - failed.length,
    failed: failed.length,
    items: facts.captured,
  };
}
