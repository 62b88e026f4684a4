import { describe, expect, it } from '@jest/globals';
import { batchOf, stateAfter, type CaptureChange, type CaptureResume } from './capture-state.js';

const BEGUN: CaptureResume = {
  snapshotId: '01a207cd-7d2b-7392-9407-2b7bf52e5300',
  startedAt: '2026-11-23T10:00:00.000Z',
  marks: {},
  facts: { listed: 0, excluded: 0, captured: 0, reused: 0, throttled: 0, failed: 0 },
};

const item = (sourceId: string, more: { family?: string; hash?: string } = {}) => ({
  family: more.family ?? 'roles',
  collection: 'deviceManagement/roleDefinitions',
  name: sourceId,
  platform: null,
  sourceId,
  listed: more.hash === undefined ? '{}' : null,
  content: more.hash === undefined ? null : { hash: more.hash, text: '{}' },
});

const page = (cursor: string | null, ...items: ReturnType<typeof item>[]): CaptureChange => ({
  mark: { path: 'deviceManagement/roleDefinitions', mark: { state: cursor ? 'open' : 'read', cursor, seen: 1 } },
  items,
});

const after = (changes: CaptureChange[], known: string[] = []) =>
  stateAfter(BEGUN, batchOf(changes), {
    known: new Set(known),
    isPolicy: (family) => family !== 'groups',
    throttled: 2,
  });

describe('what a capture has gathered', () => {
  it('counts policies listed, read and unchanged, and not what they refer to', () => {
    const groups = item('g', { family: 'groups', hash: 'c' });
    const state = after(
      [page('next', item('1'), item('2', { hash: 'a' })), page(null, item('3', { hash: 'b' }), groups)],
      ['b', 'c'],
    );
    expect(state.facts).toEqual({ listed: 3, excluded: 0, captured: 2, reused: 1, throttled: 2, failed: 0 });
  });

  it('stands where the last page of a collection left it', () => {
    const { marks } = after([page('one', item('1')), page('two', item('2'))]);
    expect(marks).toEqual({ 'deviceManagement/roleDefinitions': { state: 'open', cursor: 'two', seen: 1 } });
  });

  it('adds what was read later, and what could not be', () => {
    const read = { rowId: 'r', family: 'roles', collection: 'c', sourceId: '1', hash: 'a', text: '{}' };
    const gap = { family: 'roles', item: 'Two', sourceId: '2', reason: 'throttled' };
    const { facts } = after([{ read }, { gaps: [gap], failed: 1 }]);
    expect(facts).toMatchObject({ captured: 1, failed: 1 });
  });
});

describe('a batch', () => {
  it('tells of a wait only where nothing moved', () => {
    const waitUntil = new Date('2026-11-23T10:00:30Z');
    expect(batchOf([{ waitUntil }]).waitUntil).toEqual(waitUntil);
    expect(batchOf([{ waitUntil }, page(null, item('1'))]).waitUntil).toBeNull();
  });
});
