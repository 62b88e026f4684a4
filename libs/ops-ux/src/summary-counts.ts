import { asWhole, MAX_WHOLE, own } from './untrusted.js';

/** The closed list of what a run's summary may count. New progress truth never adds a key. */
export const SUMMARY_COUNT_KEYS = [
  'total',
  'processed',
  'succeeded',
  'failed',
  'skipped',
  'created',
  'updated',
  'deleted',
  'unchanged',
  'items',
  'tenants',
  'findings',
] as const;
export type SummaryCountKey = (typeof SUMMARY_COUNT_KEYS)[number];
export type SummaryCounts = Readonly<Partial<Record<SummaryCountKey, number>>>;

export interface SummaryCountEntry {
  readonly key: SummaryCountKey;
  readonly value: number;
}

/** Why a count was refused. `key` is what the writer wrote; it is for the writer, never for an operator. */
export interface CountProblem {
  readonly key: string;
  readonly problem: 'unknown_key' | 'not_a_whole_number' | 'not_an_object';
}

export type CountsCheck =
  | { readonly ok: true; readonly counts: SummaryCounts }
  | { readonly ok: false; readonly problems: readonly CountProblem[] };

/** Whether a key belongs to the closed list. */
export function isSummaryCountKey(key: unknown): key is SummaryCountKey {
  return (SUMMARY_COUNT_KEYS as readonly unknown[]).includes(key);
}

/** Accepts counts for writing, or names everything that is wrong with them. */
export function checkSummaryCounts(input: unknown): CountsCheck {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ key: '', problem: 'not_an_object' }] };
  }
  const problems = Object.keys(input).flatMap((key): CountProblem[] => {
    if (!isSummaryCountKey(key)) return [{ key, problem: 'unknown_key' }];
    return asWhole(own(input, key)) === null ? [{ key, problem: 'not_a_whole_number' }] : [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, counts: readSummaryCounts(input) };
}

/** Reads stored counts: known keys with whole numbers from 0 to {@link MAX_WHOLE}, anything else is left out. */
export function readSummaryCounts(stored: unknown): SummaryCounts {
  return Object.fromEntries(summaryCountEntries(stored).map(({ key, value }) => [key, value]));
}

/** The same reading as a list in the declared order. */
export function summaryCountEntries(stored: unknown): readonly SummaryCountEntry[] {
  const entries: SummaryCountEntry[] = [];
  for (const key of SUMMARY_COUNT_KEYS) {
    const value = asWhole(own(stored, key));
    if (value !== null) entries.push({ key, value });
  }
  return entries;
}

export { MAX_WHOLE };
