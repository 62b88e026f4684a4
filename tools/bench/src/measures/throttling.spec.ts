import { describe, expect, it } from '@jest/globals';
import type { LoggedRequest } from '../stack/emulated-provider.ts';
import { judgeThrottling } from './throttling.ts';

const asked = (path: string, at: number, status = 200, of: LoggedRequest['of'] = 'request'): LoggedRequest => ({
  at,
  path,
  query: '',
  of,
  status,
});
const judge = (...log: LoggedRequest[]) => judgeThrottling(log, { waitMs: 1000, latencyMs: 100 });

describe('a log of requests', () => {
  it('in which each refused one came back once, after its wait, is faultless', () => {
    const verdict = judge(
      asked('a', 0),
      asked('$batch', 5),
      asked('b', 5, 429, 'batch_part'),
      asked('$batch', 1105),
      asked('b', 1105, 200, 'batch_part'),
    );
    expect(verdict).toEqual({ refused: 1, readTwice: 0, lost: 0, tooEarly: 0, leastMarginMs: 0 });
  });

  it('shows what came back too early, what never did, and what was read twice', () => {
    const verdict = judge(asked('a', 0, 429), asked('a', 1099), asked('b', 0, 429), asked('c', 0), asked('c', 10));
    expect(verdict).toEqual({ refused: 2, readTwice: 1, lost: 1, tooEarly: 1, leastMarginMs: -1 });
  });
});
