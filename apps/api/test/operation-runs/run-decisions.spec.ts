import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideCancel,
  decideClaim,
  decideLoss,
  isHeld,
  restBefore,
} from '../../src/modules/operation-runs/run-decisions.js';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { aRun } from './a-run.js';

const NOW = new Date('2026-11-23T10:00:00Z');
const later = new Date(NOW.getTime() + 1);
const earlier = new Date(NOW.getTime() - 1);

const queued = aRun();
const held = aRun({ status: 'running', attempt: 1, leaseOwner: 'worker', leaseExpiresAt: later });
const lost: RunRow = { ...held, leaseExpiresAt: earlier };
const handedBack: RunRow = { ...held, leaseOwner: null, leaseExpiresAt: null };
const takenAway: RunRow = { ...lost, leaseOwner: null };
const completed = aRun({ status: 'completed', outcome: 'succeeded', attempt: 1 });
const toStop = (run: RunRow): RunRow => ({ ...run, cancelRequestedAt: earlier });

describe('who holds a run', () => {
  it.each([
    ['a queued run', queued, false],
    ['a run whose lease is good', held, true],
    ['a run whose lease ends this very moment', { ...held, leaseExpiresAt: NOW }, false],
    ['a run whose lease ran out', lost, false],
    ['a run that was handed back', handedBack, false],
    ['a run that was taken away', takenAway, false],
  ])('%s', (_, run, expected) => {
    expect(isHeld(run, NOW)).toBe(expected);
  });
});

describe('claiming a run', () => {
  const facts = { maxAttempts: 3, tenantIsTaken: false, now: NOW };

  it.each([
    ['a queued run', queued, 'execute'],
    ['a run that was handed back', handedBack, 'execute'],
    ['a run that was taken away', takenAway, 'execute'],
    ['a run whose lease ran out unnoticed', lost, 'execute'],
    ['a run that somebody executes', held, 'leave'],
    ['a run that somebody executes and is to stop', toStop(held), 'leave'],
    ['a completed run', completed, 'leave'],
    ['a lost run that was to stop', toStop(lost), 'end_cancelled'],
    ['a run at its last attempt', { ...lost, attempt: 2 }, 'execute'],
    ['a run whose attempts are used up', { ...lost, attempt: 3 }, 'end_exhausted'],
    ['a run that was to stop at its end', toStop({ ...lost, attempt: 3 }), 'end_cancelled'],
  ])('%s', (_, run, decision) => {
    expect(decideClaim(run, facts)).toBe(decision);
  });

  it('waits while another run reads the tenant', () => {
    expect(decideClaim(queued, { ...facts, tenantIsTaken: true })).toBe('wait_for_turn');
  });

  it('does not wait for a turn only to end', () => {
    const taken = { ...facts, tenantIsTaken: true };
    expect(decideClaim(toStop(lost), taken)).toBe('end_cancelled');
    expect(decideClaim({ ...lost, attempt: 3 }, taken)).toBe('end_exhausted');
    expect(decideClaim(completed, taken)).toBe('leave');
  });
});

describe('a run whose lease ran out', () => {
  it.each([
    ['is taken up again', lost, 'take_up_again'],
    ['ends when it was to stop', toStop(lost), 'end_cancelled'],
    ['ends when its attempts are used up', { ...lost, attempt: 3 }, 'end_exhausted'],
    ['is left alone where it is held', held, 'leave'],
    ['is left alone where it was taken care of', takenAway, 'leave'],
    ['is left alone before its first attempt', queued, 'leave'],
    ['is left alone once completed', completed, 'leave'],
  ])('%s', (_, run, decision) => {
    expect(decideLoss(run, 3, NOW)).toBe(decision);
  });
});

describe('a request to cancel', () => {
  it.each([
    ['ends a queued run at once', queued, 'end_now'],
    ['ends a lost run at once', lost, 'end_now'],
    ['ends a run between two executors at once', handedBack, 'end_now'],
    ['ends a lost run at once though it was asked before', toStop(lost), 'end_now'],
    ['asks the executor', held, 'ask_executor'],
    ['asks no second time', toStop(held), 'already_asked'],
    ['comes too late for a completed run', completed, 'already_over'],
  ])('%s', (_, run, decision) => {
    expect(decideCancel(run, NOW)).toBe(decision);
  });
});

const anyTime = fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }));
const anyRun = fc
  .record({
    status: fc.constantFrom('queued', 'running', 'completed'),
    attempt: fc.nat(6),
    leaseOwner: fc.option(fc.constant('worker')),
    leaseExpiresAt: anyTime,
    cancelRequestedAt: anyTime,
  })
  .map((fields) => aRun(fields as Partial<RunRow>));

describe('whatever state a run is in', () => {
  it('is never touched by a claim or a loss while somebody holds it or after its end', () => {
    fc.assert(
      fc.property(anyRun, anyTime, fc.boolean(), (run, time, tenantIsTaken) => {
        const now = time ?? NOW;
        if (run.status !== 'completed' && !isHeld(run, now)) return;
        expect(decideClaim(run, { maxAttempts: 3, tenantIsTaken, now })).toBe('leave');
        expect(decideLoss(run, 3, now)).toBe('leave');
      }),
    );
  });

  it('is never executed once it was asked to stop', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (run, tenantIsTaken) => {
        const stopping = toStop(run);
        expect(decideClaim(stopping, { maxAttempts: 3, tenantIsTaken, now: NOW })).not.toBe('execute');
        expect(decideLoss(stopping, 3, NOW)).not.toBe('take_up_again');
      }),
    );
  });

  it('is never executed more often than it has attempts', () => {
    fc.assert(
      fc.property(anyRun, fc.nat(6), (run, maxAttempts) => {
        if (decideClaim(run, { maxAttempts, tenantIsTaken: false, now: NOW }) === 'execute') {
          expect(run.attempt).toBeLessThan(maxAttempts);
        }
      }),
    );
  });
});

describe('the rest before another attempt', () => {
  it('is a second before the second attempt and doubles from there', () => {
    expect([2, 3, 4, 5].map(restBefore)).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('never shrinks and never exceeds a minute, however often', () => {
    fc.assert(
      fc.property(fc.nat(5_000), (attempt) => {
        const rest = restBefore(attempt);
        expect(rest).toBeGreaterThanOrEqual(1_000);
        expect(rest).toBeLessThanOrEqual(60_000);
        expect(restBefore(attempt + 1)).toBeGreaterThanOrEqual(rest);
      }),
    );
  });
});
