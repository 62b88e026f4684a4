import { describe, expect, it } from '@jest/globals';
import { SourceLedger } from './source-ledger.js';

const item = (id: string, name: string, hash = 'a') => ({ id, name, listed: { hash, text: hash } });

describe('the ledger of a collection', () => {
  it('knows an item that comes again, and one that came with other content', () => {
    const ledger = new SourceLedger();
    expect(ledger.sight(item('1', 'Policy')).kind).toBe('new');
    expect(ledger.sight(item('1', 'Policy')).kind).toBe('same_again');
    expect(ledger.sight(item('1', 'Policy', 'b')).kind).toBe('conflict');
  });

  it('keeps two policies apart that share an id but not a name, as real exports hold them', () => {
    const ledger = new SourceLedger();
    const first = ledger.sight(item('1', 'Policy'));
    const second = ledger.sight(item('1', 'Other policy'));
    expect([first, second].map(({ kind }) => kind)).toEqual(['new', 'new']);
    expect(second.sourceId).not.toBe(first.sourceId);
    expect(ledger.sight(item('1', 'Other policy'))).toEqual({ kind: 'same_again', sourceId: second.sourceId });
  });

  it('remembers what was seen before an interruption', () => {
    const before = new SourceLedger();
    const sightings = [item('1', 'Policy'), item('1', 'Other policy'), item('2', 'Policy')].map((one) => {
      return { sourceId: before.sight(one).sourceId, name: one.name, fingerprint: one.listed.hash };
    });
    const after = new SourceLedger(sightings);
    expect(after.sight(item('1', 'Policy')).kind).toBe('same_again');
    expect(after.sight(item('1', 'Other policy')).kind).toBe('same_again');
    expect(after.sight(item('2', 'Policy', 'b')).kind).toBe('conflict');
    expect(after.sight(item('3', 'Policy')).kind).toBe('new');
  });

  it('takes an item for the same whose content was not kept', () => {
    const ledger = new SourceLedger([{ sourceId: '1', name: 'Policy', fingerprint: null }]);
    expect(ledger.sight(item('1', 'Policy', 'b')).kind).toBe('same_again');
  });
});
