import { failed, succeeded, type Answer } from './failure.js';

/**
 * Where a listing goes on: a path below the API's root. Opaque to callers, safe to store, and without a host, so that
 * resuming can never lead anywhere but to the provider.
 */
export type Cursor = string & { readonly __cursor: unique symbol };

/** Takes a cursor back that was stored. */
export function storedCursor(text: string): Cursor {
  return text as Cursor;
}

/** Turns a next link into a cursor, if it stays below the API's root at the same host; else the bearer would leave it. */
export function cursorOf(nextLink: string, rootUrl: string): Answer<Cursor> {
  const root = new URL(rootUrl);
  const link = URL.canParse(nextLink, rootUrl) ? new URL(nextLink, rootUrl) : undefined;
  const isBelowRoot =
    link?.origin === root.origin && !link.username && !link.password && link.pathname.startsWith(root.pathname);
  if (!link || !isBelowRoot) return failed({ reason: 'malformed_answer', detail: 'foreign_next_link' });
  return succeeded(`${link.pathname.slice(root.pathname.length)}${link.search}` as Cursor);
}

/** Whether a path, stored or given, stays below the root when it is resolved. */
export function isBelowRoot(path: string, rootUrl: string): boolean {
  return !/^[/\\]/.test(path) && cursorOf(path, rootUrl).ok;
}
