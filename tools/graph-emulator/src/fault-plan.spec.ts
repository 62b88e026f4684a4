import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FaultPlan } from './fault-plan.js';
import { readFaults, type Fault } from './fault.js';

const target = (path: string, of: 'request' | 'batch_part' = 'request') => ({ path, of, possible: () => true });

/** At which of so many requests a fault happens, counted from 1. */
function turns(fault: Fault, requests: number): number[] {
  const plan = new FaultPlan([fault], 'seed');
  return Array.from({ length: requests }, (_, index) => index + 1).filter(() => plan.next(target('groups')).length > 0);
}

describe('when a fault happens', () => {
  it.each([
    ['always, unless said otherwise', {}, [1, 2, 3, 4, 5, 6]],
    ['after some have passed', { after: 4 }, [5, 6]],
    ['so many times', { times: 2 }, [1, 2]],
    ['one in so many', { every: 3 }, [3, 6]],
    ['all of these together', { after: 1, every: 2, times: 1 }, [3]],
    ['for other paths only', { path: 'deviceManagement' }, []],
    ['in batches only', { of: 'batch_part' as const }, []],
  ])('%s', (_name, scope, expected) => {
    expect(turns({ kind: 'refuse', ...scope }, 6)).toEqual(expected);
  });

  it('by chance, the same for the same seed and near its share', () => {
    const fault: Fault = { kind: 'throttle', chance: 0.05 };
    const happened = turns(fault, 4000);
    expect(turns(fault, 4000)).toEqual(happened);
    expect(happened.length).toBeGreaterThan(140);
    expect(happened.length).toBeLessThan(260);
  });

  it('not where it cannot happen, and that does not count', () => {
    const plan = new FaultPlan([{ kind: 'empty_page', times: 1 }], 'seed');
    expect(plan.next({ ...target('organization'), possible: () => false })).toEqual([]);
    expect(plan.describe()).toMatchObject([{ matched: 0, happened: 0 }]);
    expect(plan.next(target('groups'))).toHaveLength(1);
  });

  it('never more often than it may', () => {
    const scope = fc.record({ after: fc.nat(9), every: fc.integer({ min: 1, max: 9 }), times: fc.nat(9) });
    fc.assert(
      fc.property(scope, fc.nat(60), ({ after, every, times }, requests) => {
        const happened = turns({ kind: 'refuse', after, every, times }, requests);
        expect(happened.length).toBe(Math.min(times, Math.max(0, Math.floor((requests - after) / every))));
      }),
    );
  });
});

describe('faults read from JSON', () => {
  it('are taken as they are, or refused with what is wrong', () => {
    const faults = [{ kind: 'slow', ms: 5, path: 'groups' }];
    expect(readFaults(faults)).toEqual({ faults });
    for (const wrong of [
      null,
      {},
      [null],
      [{}],
      [{ kind: 'slow' }],
      [{ kind: 'status', status: 'x' }],
      [{ kind: 'html', chance: -1 }],
    ]) {
      expect(readFaults(wrong)).toHaveProperty('problem');
    }
  });

  it('never throw, whatever they are', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readFaults(value)));
  });
});
