/** One page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** What is to go wrong with a page, if anything. */
export interface PageFaults {
  /** Nothing on this page although more follows. */
  readonly empty: boolean;
  /** The page begins with the last item of the one before. */
  readonly overlap: boolean;
}

/** A page of `size` items from where the token says; undefined where the token is none of ours. */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  faults: PageFaults,
): Page<T> | undefined {
  const from = token === undefined ? { start: 0, afterEmpty: false } : readToken(token);
  if (from === undefined || from.start > all.length) return undefined;
  const { start, afterEmpty } = from;
  // Once at each place: a caller that follows the link must get on.
  if (faults.empty && !afterEmpty && start < all.length) return { items: [], next: writeToken(start, true) };
  const items = all.slice(start, start + size);
  const before = faults.overlap && start > 0 ? all.slice(start - 1, start) : [];
  const end = start + size;
  return { items: [...before, ...items], next: end < all.length ? writeToken(end) : undefined };
}

interface Place {
  readonly start: number;
  readonly afterEmpty: boolean;
}

/** A link's token to what follows the first `count` entries of a list. */
export function tokenAfter(count: number): string {
  return writeToken(count);
}

function writeToken(start: number, afterEmpty = false): string {
  return Buffer.from(JSON.stringify({ start, afterEmpty })).toString('base64url');
}

function readToken(token: string): Place | undefined {
  try {
    const { start, afterEmpty } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Place>;
    if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) return undefined;
    return { start, afterEmpty: afterEmpty === true };
  } catch {
    return undefined;
  }
}
