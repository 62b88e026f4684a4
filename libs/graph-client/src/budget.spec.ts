import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBudgetRegistry, createRequestBudget, type Lease } from './budget.js';
import type { Clock } from './clock.js';

/** A clock that stands still until it is told to go on. */
function standingClock(): Clock & { goOn(ms: number): Promise<void> } {
  let now = 0;
  let sleepers: { until: number; wake: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((wake, fail) => {
        const sleeper = { until: now + ms, wake };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          fail(signal.reason);
        });
      }),
    async goOn(ms) {
      await settle();
      const end = now + ms;
      for (;;) {
        const next = sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];
        if (!next) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        now = Math.max(now, next.until);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

const throttled = { throttledForMs: 3000 };
const answered = { throttledForMs: undefined };

describe('a budget of requests', () => {
  it('grants as many places as it has, listings first', async () => {
    const clock = standingClock();
    const budget = createRequestBudget({ concurrency: 1 }, clock);
    const granted: string[] = [];
    const first = await budget.acquire('detail');
    const waiting = (['detail', 'listing'] as const).map((urgency) =>
      budget.acquire(urgency).then((lease) => {
        granted.push(urgency);
        lease.release();
      }),
    );
    await clock.goOn(1000);
    expect(granted).toEqual([]);
    first.release();
    await Promise.all(waiting);
    expect(granted).toEqual(['listing', 'detail']);
  });

  it('pauses everything once as many answers in a row were refused as it has places', async () => {
    const clock = standingClock();
    const budget = createRequestBudget({ concurrency: 2 }, clock);
    const [one, other] = [await budget.acquire('detail'), await budget.acquire('detail')];
    one.release(throttled);
    other.release(throttled);
    let later: Lease | undefined;
    void budget.acquire('listing').then((lease) => (later = lease));
    await clock.goOn(2999);
    expect(later).toBeUndefined();
    await clock.goOn(1);
    expect(later).toBeDefined();
  });

  it('keeps a pause for whoever comes after one that gave up waiting for its end', async () => {
    const clock = standingClock();
    const budget = createRequestBudget({ concurrency: 1 }, clock);
    (await budget.acquire('detail')).release(throttled);
    const cancel = new AbortController();
    const cancelled = budget.acquire('detail', cancel.signal);
    cancel.abort(new Error('cancelled'));
    let later: Lease | undefined;
    void budget.acquire('detail').then((lease) => (later = lease));
    await expect(cancelled).rejects.toThrow('cancelled');
    await clock.goOn(2999);
    expect(later).toBeUndefined();
    await clock.goOn(1);
    expect(later).toBeDefined();
  });

  it('does not pause while some are answered', async () => {
    const budget = createRequestBudget({ concurrency: 2 }, standingClock());
    for (const seen of [throttled, answered, throttled, answered, throttled]) {
      (await budget.acquire('detail')).release(seen);
    }
    await expect(budget.acquire('detail')).resolves.toBeDefined();
  });

  it('forgets whoever gave up waiting', async () => {
    const budget = createRequestBudget({ concurrency: 1 }, standingClock());
    const held = await budget.acquire('detail');
    const cancel = new AbortController();
    const cancelled = budget.acquire('detail', cancel.signal);
    const patient = budget.acquire('detail');
    cancel.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    held.release();
    held.release(); // giving a place back twice must not make two of it
    await patient;
    await expect(Promise.race([budget.acquire('detail'), Promise.resolve('waits')])).resolves.toBe('waits');
  });

  it('never spends more in any window than allowed, and spends everything in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ count: fc.integer({ min: 1, max: 20 }), after: fc.nat({ max: 900 }) }), { maxLength: 40 }),
        async (requests) => {
          const clock = standingClock();
          const limits = { concurrency: 100, requests: 25, windowMs: 1000 };
          const budget = createRequestBudget(limits, clock);
          const spent: { at: number; count: number }[] = [];
          for (const { count, after } of requests) {
            await clock.goOn(after);
            const lease = await budget.acquire('detail');
            void lease.spend(count).then(() => spent.push({ at: clock.now(), count }));
          }
          await clock.goOn(60_000);
          expect(spent.map(({ count }) => count)).toEqual(requests.map(({ count }) => count));
          for (const { at } of spent) {
            const inWindow = spent.filter((other) => other.at >= at && other.at < at + limits.windowMs);
            expect(inWindow.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(limits.requests);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('budgets by key', () => {
  it('are the same for the same tenant and app, and apart for others', () => {
    const budgets = createBudgetRegistry();
    expect(budgets.for('contoso/app')).toBe(budgets.for('contoso/app'));
    expect(budgets.for('contoso/app')).not.toBe(budgets.for('fabrikam/app'));
  });
});
