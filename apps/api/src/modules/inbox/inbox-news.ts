import { RunEventKind } from '../operation-runs/index.js';
import { TOLD_AT_MOST, type Unread } from './inbox.queries.js';
import type { NotificationRow } from './notification.row.js';

/** An event before it is put into words. */
export interface InboxEvent {
  readonly kind: RunEventKind;
  readonly unreadCount: number;
  readonly row: NotificationRow | null;
}

/** What is new since the last reading: the whole state at first, then each new notification, oldest first. */
export function newsSince(last: Unread | null, now: Unread): readonly InboxEvent[] {
  const told = { unreadCount: now.count, row: null };
  if (last === null) return [{ ...told, kind: RunEventKind.SNAPSHOT }];
  const known = new Set(last.newest.map(({ id }) => id));
  // Where not all could be told, older ones move up as newer ones are read; they are not news.
  const oldest = last.newest.length < TOLD_AT_MOST ? '' : (last.newest.at(-1)?.id ?? '');
  const fresh = now.newest.filter(({ id }) => !known.has(id) && id > oldest).toReversed();
  if (fresh.length > 0) return fresh.map((row) => ({ ...told, kind: RunEventKind.CHANGED, row }));
  return now.count === last.count ? [] : [{ ...told, kind: RunEventKind.CHANGED }];
}

/** While the reader is busy one event waits: two new notifications become "read again". */
export function foldInbox(held: InboxEvent, next: InboxEvent): InboxEvent {
  if (held.row !== null && next.row !== null) {
    return { kind: RunEventKind.RESYNC, unreadCount: next.unreadCount, row: null };
  }
  const kind = held.kind === RunEventKind.CHANGED ? next.kind : held.kind;
  return { kind, unreadCount: next.unreadCount, row: next.row ?? held.row };
}
