import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withNewestRuns, type KnownRuns } from './run-order.js';

const run = (revision: number, more: object = {}) => ({
  __typename: 'OperationRun',
  id: 'a',
  revision,
  status: `s${revision}`,
  ...more,
});

describe('answers that overtake each other', () => {
  it('never take a run back to an older revision', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), (revisions) => {
        const known: KnownRuns = new Map();
        let newest = -1;
        for (const revision of revisions) {
          newest = Math.max(newest, revision);
          const answer = { list: { nodes: [run(revision)] } };
          expect(withNewestRuns(answer, known)).toEqual({ list: { nodes: [run(newest)] } });
        }
      }),
    );
  });

  it('keep the shape that their document asked for', () => {
    const known: KnownRuns = new Map();
    withNewestRuns(run(5, { progress: { mode: 'COUNTED' } }), known);
    const older = { __typename: 'OperationRun', id: 'a', revision: 2, title: 'Capture' };
    expect(withNewestRuns(older, known)).toEqual({ ...older, revision: 5 });
  });

  it('leave everything else as it is', () => {
    const answer = { viewer: { id: 'u', tags: ['x', null, 3] }, count: 0 };
    expect(withNewestRuns(answer, new Map())).toEqual(answer);
  });
});
