import { familyOfCollection, type CollectionOfFamily } from '@tenantatlas/drift';
import type { FaultKind } from './fault.js';

/** What a path below the API version addresses. */
export type Resource =
  | { readonly kind: 'organization' }
  | { readonly kind: 'single'; readonly of: CollectionOfFamily }
  | { readonly kind: 'listing'; readonly of: CollectionOfFamily }
  | { readonly kind: 'item'; readonly of: CollectionOfFamily; readonly id: string }
  /** A list below an item, or below one entry of such a list: `[settings]`, `[categories, <id>, settings]`. */
  | {
      readonly kind: 'entries';
      readonly of: CollectionOfFamily;
      readonly id: string;
      readonly below: readonly string[];
    };

/** Finds what a path addresses; undefined where Graph would know no such segment. */
export function resourceAt(path: string): Resource | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 1 && segments[0] === 'organization') return { kind: 'organization' };
  for (let length = segments.length; length > 0; length -= 1) {
    const of = familyOfCollection(segments.slice(0, length).join('/'));
    if (of !== undefined) return resourceIn(of, segments.slice(length));
  }
  return undefined;
}

function resourceIn(of: CollectionOfFamily, rest: readonly string[]): Resource | undefined {
  const [id, ...below] = rest;
  if (of.family.kind === 'single') return rest.length === 0 ? { kind: 'single', of } : undefined;
  if (id === undefined) return { kind: 'listing', of };
  if (below.length === 0) return { kind: 'item', of, id };
  return { kind: 'entries', of, id, below };
}

/** Whether a kind of fault can happen to a request at all; what cannot happen is not counted as a match. */
export function canHappen(
  kind: FaultKind,
  request: {
    readonly resource: Resource | undefined;
    readonly hasCursor: boolean;
    readonly of: 'request' | 'batch_part';
  },
): boolean {
  switch (kind) {
    case 'duplicate_item':
    case 'conflicting_item':
    case 'cursor_expired':
      return request.hasCursor;
    case 'empty_page':
    case 'short_expansion':
    case 'empty_family':
      return request.resource?.kind === 'listing';
    case 'lose_entry':
      return request.resource?.kind === 'entries';
    // Faults of the connection: a part of a `$batch` has none of its own.
    case 'slow':
    case 'drop_connection':
    case 'reset_in_body':
    case 'truncated_json':
    case 'html':
      return request.of === 'request';
    case 'throttle':
    case 'status':
    case 'refuse':
    case 'expire_tokens':
      return true;
  }
}
