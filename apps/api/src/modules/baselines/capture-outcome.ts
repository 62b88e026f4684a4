import type { PolicyFamily } from '@tenantatlas/drift';
import { conclusionOfNothingRead, unreadReasonIn, type ListingMarks } from '../inventory/index.js';
import type { RunConclusion } from '../operation-runs/index.js';

/** What a snapshot lacks: whole families (those of which a part is missing among them), single items, and source files. */
export interface CaptureGaps {
  readonly families: number;
  readonly items: number;
  readonly files: number;
}

type Ending = Pick<RunConclusion, 'outcome' | 'reason'>;

/** How a capture ends whose policy families all refused to be read; null where at least one was read to its end. */
export function endingOfNothingRead(families: readonly PolicyFamily[], marks: ListingMarks): Ending | null {
  const isAnyRead = families.some(({ collections }) => collections.some(({ path }) => marks[path]?.state === 'read'));
  if (isAnyRead) return null;
  return conclusionOfNothingRead(families.flatMap((family) => unreadReasonIn(family, marks) ?? []));
}

/** How a capture ends that has a snapshot. Only where nothing at all is missing did it succeed. */
export function endingOfCapture(gaps: CaptureGaps): Ending {
  const code = worstOf(gaps);
  if (code === null) return { outcome: 'succeeded' };
  const params = Object.fromEntries(Object.entries(gaps).filter(([, count]) => count > 0));
  return { outcome: 'partially_succeeded', reason: { code, params } };
}

function worstOf({ families, items, files }: CaptureGaps): string | null {
  if (families > 0) return 'families_not_read';
  if (items > 0) return 'items_not_read';
  return files > 0 ? 'files_not_taken_over' : null;
}
