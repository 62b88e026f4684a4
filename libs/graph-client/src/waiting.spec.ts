import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffDelay, DEFAULT_RETRY_POLICY as policy, parseRetryAfter } from './waiting.js';

const anySecond = fc.integer({ min: 0, max: 4_000_000_000 });

describe('Retry-After', () => {
  it('is never understood as shorter than it says, in seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), anySecond, (seconds, now) => {
        expect(parseRetryAfter(String(seconds), undefined, now * 1000)).toBe(seconds * 1000);
      }),
    );
  });

  it('as a date is taken by the clock of the provider, whatever ours says', () => {
    fc.assert(
      fc.property(anySecond, fc.nat({ max: 100_000 }), fc.nat(), (sentAt, seconds, ours) => {
        const until = new Date((sentAt + seconds) * 1000).toUTCString();
        expect(parseRetryAfter(until, new Date(sentAt * 1000).toUTCString(), ours)).toBe(seconds * 1000);
      }),
    );
  });

  it('as a date without the provider’s own is taken by our clock, and is never negative', () => {
    fc.assert(
      fc.property(anySecond, anySecond, (until, now) => {
        const wait = parseRetryAfter(new Date(until * 1000).toUTCString(), undefined, now * 1000);
        expect(wait).toBe(Math.max(0, until - now) * 1000);
      }),
    );
  });

  it('that says nothing sensible is left to the backoff', () => {
    const nonsense = fc.oneof(
      fc.constantFrom('', ' ', '-1', 'soon', 'NaN', '1e3', 'Mon, nonsense'),
      fc.constant(undefined),
    );
    fc.assert(fc.property(nonsense, (header) => expect(parseRetryAfter(header, undefined, 0)).toBeUndefined()));
  });
});

describe('backoff', () => {
  it('lies between nothing and a ceiling that doubles up to a cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, jitter) => {
          const wait = backoffDelay(attempt, jitter, policy);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(Math.min(policy.backoffCapMs, policy.backoffBaseMs * 2 ** (attempt - 1)));
        },
      ),
    );
  });

  it('uses the whole of that range', () => {
    expect([1, 2, 3].map((attempt) => backoffDelay(attempt, 0.999, policy))).toEqual([500, 999, 1998]);
    expect(backoffDelay(3, 0, policy)).toBe(0);
  });
});
