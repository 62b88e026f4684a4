import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  OperationStatusNormalizer,
  RUN_OUTCOMES,
  RUN_STATUSES,
  RUN_TRANSITIONS,
  SUMMARY_COUNT_KEYS,
  canTransition,
  checkSummaryCounts,
  isTerminal,
  needsAttention,
  normalizeStatus,
  readSummaryCounts,
  type ConditionKey,
  type RunCondition,
} from '../src/index.js';

const KEYS = Object.keys(RUN_TRANSITIONS) as ConditionKey[];
const conditionOf = (key: ConditionKey): RunCondition =>
  key === 'queued' || key === 'running' ? { status: key, outcome: 'pending' } : { status: 'completed', outcome: key };

describe('the status normaliser', () => {
  it.each([
    ['running', 'pending', 'running', 'pending'],
    ['RUNNING', 'PENDING', 'running', 'pending'],
    ['in_progress', null, 'running', 'pending'],
    ['inProgress', undefined, 'running', 'pending'],
    ['pending', null, 'queued', 'pending'],
    ['done', 'success', 'completed', 'succeeded'],
    ['success', null, 'completed', 'succeeded'],
    ['error', '', 'completed', 'failed'],
    ['canceled', null, 'completed', 'cancelled'],
    ['completed', 'partial', 'completed', 'partially_succeeded'],
    ['Completed With Errors', null, 'completed', 'partially_succeeded'],
    [null, 'failed', 'completed', 'failed'],
  ])('reads %p / %p as %s / %s', (status, outcome, toStatus, toOutcome) => {
    expect(normalizeStatus(status, outcome)).toEqual({ status: toStatus, outcome: toOutcome });
  });

  it('never claims an end while the run is told as active', () => {
    expect(normalizeStatus('running', 'succeeded')).toEqual({ status: 'running', outcome: 'pending' });
  });

  it('never claims success without proof, nor the better of two contradicting words', () => {
    expect(normalizeStatus('completed', 'pending').outcome).toBe('failed');
    expect(normalizeStatus('success', 'failed').outcome).toBe('failed');
    expect(normalizeStatus('error', 'succeeded').outcome).toBe('failed');
  });

  it('is total and idempotent, and gives only pairs that exist', () => {
    const word = fc.oneof(
      fc.constantFrom<unknown>(
        ...RUN_STATUSES,
        ...RUN_OUTCOMES,
        'ok',
        'DONE',
        ' Partial ',
        '__proto__',
        'x'.repeat(99),
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(word, word, (status, outcome) => {
        const once = OperationStatusNormalizer.normalize(status, outcome);
        expect(OperationStatusNormalizer.normalize(once.status, once.outcome)).toEqual(once);
        expect(once.status === 'completed').toBe(once.outcome !== 'pending');
        expect(RUN_STATUSES).toContain(once.status);
        expect(RUN_OUTCOMES).toContain(once.outcome);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves canonical pairs as they are', () => {
    for (const condition of KEYS.map(conditionOf)) {
      expect(normalizeStatus(condition.status, condition.outcome)).toEqual(condition);
    }
  });
});

describe('the life of a run', () => {
  it('goes from queued over running to one end', () => {
    const ways = KEYS.flatMap((from) =>
      KEYS.filter((to) => canTransition(conditionOf(from), conditionOf(to))).map((to) => `${from} → ${to}`),
    );
    expect(ways).toEqual([
      'queued → running',
      'queued → blocked',
      'queued → failed',
      'queued → cancelled',
      'running → succeeded',
      'running → partially_succeeded',
      'running → blocked',
      'running → failed',
      'running → cancelled',
    ]);
  });

  it('never leaves an end', () => {
    for (const from of KEYS.map(conditionOf).filter(isTerminal)) {
      expect(KEYS.some((to) => canTransition(from, conditionOf(to)))).toBe(false);
    }
  });

  it('needs attention where something is missing', () => {
    expect(RUN_OUTCOMES.filter(needsAttention)).toEqual(['partially_succeeded', 'blocked', 'failed']);
  });
});

describe('summary counts', () => {
  it('are a closed list', () => {
    expect(SUMMARY_COUNT_KEYS.join(', ')).toBe(
      'total, processed, succeeded, failed, skipped, created, updated, deleted, unchanged, items, tenants, findings',
    );
  });

  it('are refused when written with anything else, and every offender is named', () => {
    expect(checkSummaryCounts({ items: 3, policies: 3, failed: 0.5 })).toEqual({
      ok: false,
      problems: [
        { key: 'policies', problem: 'unknown_key' },
        { key: 'failed', problem: 'not_a_whole_number' },
      ],
    });
    expect(checkSummaryCounts([])).toMatchObject({ ok: false });
    expect(checkSummaryCounts({ items: 3 })).toEqual({ ok: true, counts: { items: 3 } });
  });

  it('are read as what is valid of them, and what was read can be written', () => {
    const dictionary = fc.dictionary(fc.constantFrom(...SUMMARY_COUNT_KEYS, '__proto__', 'policies'), fc.anything());
    fc.assert(
      fc.property(fc.oneof(dictionary, fc.anything()), (stored) => {
        const counts = readSummaryCounts(stored);
        expect(checkSummaryCounts(counts)).toEqual({ ok: true, counts });
      }),
    );
  });
});
