import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { badInput } from './errors.js';

/** No page holds more; documented for outside tools. */
export const MAX_PAGE = 100;

export interface PageRequest {
  readonly size: number;
  /** Sort key of the row after (or before) which the page begins. */
  readonly from: readonly string[] | null;
  readonly backwards: boolean;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What a cursor is bound to: it is refused in another workspace, list or order. */
export interface CursorScope {
  readonly list: string;
  readonly within: string;
}

const seal = (scope: CursorScope, body: string) =>
  createHash('sha256').update(`${scope.list} ${scope.within} ${body}`).digest('base64url').slice(0, 8);

/** An opaque cursor for a row's sort key. */
export function encodeCursor(scope: CursorScope, key: readonly string[]): string {
  const body = Buffer.from(JSON.stringify(key)).toString('base64url');
  return `${body}.${seal(scope, body)}`;
}

const sortKey = z.array(z.string()).min(1);

/** The sort key behind a cursor; BAD_USER_INPUT where it was not made for this list. */
export function decodeCursor(scope: CursorScope, cursor: string): readonly string[] {
  const [body, mark, ...rest] = cursor.split('.');
  const expected = seal(scope, body ?? '');
  const fits = mark?.length === expected.length && timingSafeEqual(Buffer.from(mark), Buffer.from(expected));
  if (!body || !fits || rest.length > 0) throw foreignCursor();
  return readKey(Buffer.from(body, 'base64url').toString());
}

const foreignCursor = () => badInput('This cursor does not belong to this list.', 'after');

// The seal tells a mistake from a cursor, it keeps nobody from making one: what is in it is checked all the same.
function readKey(text: string): readonly string[] {
  try {
    return sortKey.parse(JSON.parse(text));
  } catch {
    throw foreignCursor();
  }
}

/** Checks the paging arguments of a list. Exactly one direction, 1 to MAX_PAGE rows. */
export function pageRequest(
  scope: CursorScope,
  args: { first?: number | null; after?: string | null; last?: number | null; before?: string | null },
): PageRequest {
  const backwards = args.last !== undefined && args.last !== null;
  const size = (backwards ? args.last : args.first) ?? 25;
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE) {
    throw badInput(`A page holds 1 to ${String(MAX_PAGE)} rows.`, backwards ? 'last' : 'first');
  }
  const [cursor, other] = backwards ? [args.before, args.after] : [args.after, args.before];
  if (other)
    throw badInput(
      'A page goes on after a cursor with first, or ends before one with last.',
      backwards ? 'after' : 'before',
    );
  return { size, backwards, from: cursor ? decodeCursor(scope, cursor) : null };
}

/**
 * Builds a page from up to `size + 1` rows in the order in which they were read (reversed when going backwards): the
 * extra row only tells that there is more.
 */
export function pageOf<Row>(
  scope: CursorScope,
  request: PageRequest,
  read: readonly Row[],
  keyOf: (row: Row) => readonly string[],
): Page<Row> {
  const more = read.length > request.size;
  const kept = read.slice(0, request.size);
  const rows = request.backwards ? kept.toReversed() : kept;
  const cursorOf = (row: Row | undefined) => (row === undefined ? null : encodeCursor(scope, keyOf(row)));
  return {
    rows,
    hasNextPage: request.backwards ? request.from !== null : more,
    hasPreviousPage: request.backwards ? more : request.from !== null,
    startCursor: cursorOf(rows[0]),
    endCursor: cursorOf(rows.at(-1)),
  };
}
