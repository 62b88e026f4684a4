import { describe, expect, it } from '@jest/globals';
import { createItemLedger, type SeenItem } from './item-ledger.js';

const seen = (...items: string[]): SeenItem[] =>
  items.map((item) => ({ id: item.charAt(0), fingerprint: item.slice(1) }));

describe('a ledger of items', () => {
  it('tells an item that a later page repeats from one that changed in between', () => {
    const ledger = createItemLedger();
    expect(ledger.see(seen('a1', 'b1'))).toEqual(['new', 'new']);
    expect(ledger.see(seen('b1', 'a2', 'c1'))).toEqual(['same_again', 'conflict', 'new']);
  });

  it('remembers what was seen before a restart', () => {
    expect(createItemLedger(seen('a1', 'b1')).see(seen('a1', 'b2'))).toEqual(['same_again', 'conflict']);
  });

  it('takes one id with two contents on one page for two items, and the same twice for one', () => {
    const ledger = createItemLedger();
    expect(ledger.see(seen('a1', 'a2', 'a1'))).toEqual(['new', 'new', 'same_again']);
    expect(ledger.see(seen('a2', 'a3'))).toEqual(['same_again', 'conflict']);
  });
});
