import { createHash } from 'node:crypto';
import type { ObservedItem } from './observed-item.js';

/** An item that pages before an interruption gave. No fingerprint: nothing is compared, it is the same. */
export interface EarlierSighting {
  readonly sourceId: string;
  readonly name: string;
  readonly fingerprint: string | null;
}

/** `conflict`: seen before with other content, so that neither reading can be trusted. */
export interface SourceSighting {
  readonly kind: 'new' | 'same_again' | 'conflict';
  /** By what the item is stored. */
  readonly sourceId: string;
}

/**
 * Remembers the items of one collection across its pages: lists move while they are read, and items at the edge of a
 * page come twice. Real exports also hold two policies under one id; then the name tells them apart.
 */
export class SourceLedger {
  private readonly seen = new Map<string, Omit<EarlierSighting, 'sourceId'>>();

  constructor(earlier: Iterable<EarlierSighting> = []) {
    for (const { sourceId, ...rest } of earlier) this.seen.set(sourceId, rest);
  }

  sight({ id, name, listed }: Pick<ObservedItem, 'id' | 'name' | 'listed'>): SourceSighting {
    const known = this.seen.get(id);
    const sourceId = known === undefined || known.name === name ? id : `${id}~${shortHash(name)}`;
    const before = this.seen.get(sourceId);
    if (before === undefined) {
      this.seen.set(sourceId, { name, fingerprint: listed.hash });
      return { kind: 'new', sourceId };
    }
    const isSame = before.fingerprint === null || before.fingerprint === listed.hash;
    return { kind: isSame ? 'same_again' : 'conflict', sourceId };
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
