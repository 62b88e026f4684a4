import { capitalise, translate, type MessageKey } from './catalogue.js';
import type { Locale } from './locale.js';
import type { PresentableRun } from './presentable-run.js';
import { reasonClause } from './reason-words.js';
import { declarationOf, isRunType, type RunType } from './run-types.js';
import type { SummaryCountKey } from './summary-counts.js';
import { asWhole, own } from './untrusted.js';

type ResultKey = Extract<MessageKey, `result.${string}`>;
type Result = readonly [count: SummaryCountKey, key: ResultKey];

/** Which counts tell what a run of a type achieved, the most telling first. */
const RESULTS: Readonly<Record<RunType, readonly Result[]>> = {
  baseline_capture: [['items', 'result.captured']],
  baseline_compare: [
    ['items', 'result.compared'],
    ['findings', 'result.deviations'],
  ],
  'tenant.review.compose': [['items', 'result.sections']],
  'tenant.evidence_snapshot.generate': [['succeeded', 'result.dimensions']],
  'tenant.review_pack.generate': [['succeeded', 'result.files']],
  'inventory.sync': [['items', 'result.listed']],
  'findings.bulk_triage': [
    ['updated', 'result.updated'],
    ['skipped', 'result.skipped'],
  ],
  'provider.connection.check': [],
  'support.diagnostics.collect': [],
};

/** How a completed run ended, with the counts that it really reached. Null while it has not ended. */
export function outcomeSentence(run: PresentableRun, locale: Locale): string | null {
  switch (run.outcome) {
    case 'pending':
      return null;
    case 'succeeded':
      return sentence(resultClauses(run, locale), locale);
    case 'partially_succeeded':
      return sentence([...resultClauses(run, locale), ...unreadClauses(run, locale)], locale);
    case 'blocked':
      return run.reasonCode
        ? translate('ended.blocked.why', locale, { why: reasonClause(run.reasonCode, run.reasonParams, locale) })
        : translate('ended.blocked', locale);
    case 'failed': {
      const end = run.reasonCode
        ? translate('ended.failed.why', locale, { why: reasonClause(run.reasonCode, run.reasonParams, locale) })
        : translate('ended.failed', locale);
      return sentence([end, ...reachedClauses(run, locale)], locale);
    }
    case 'cancelled':
      return sentence([translate('ended.cancelled', locale), ...reachedClauses(run, locale)], locale);
  }
}

function resultClauses(run: PresentableRun, locale: Locale): readonly string[] {
  const results = isRunType(run.type) ? RESULTS[run.type] : [];
  const told = results.flatMap(([countKey, key], place) => {
    const count = countOf(run, countKey);
    // What came beside the main result is told only where there is any, or where none is good news.
    const beside = place > 0 && count === 0 && key !== 'result.deviations';
    return count === null || beside ? [] : [translate(key, locale, { count })];
  });
  return told.length > 0 ? told : [translate(`done.${isRunType(run.type) ? run.type : 'unknown'}`, locale)];
}

function unreadClauses(run: PresentableRun, locale: Locale): readonly string[] {
  const unit = declarationOf(run.type)?.unit ?? null;
  const families = asWhole(own(run.reasonParams, 'families')) ?? countOf(run, 'failed') ?? 0;
  const policies = asWhole(own(run.reasonParams, 'items')) ?? 0;
  const files = asWhole(own(run.reasonParams, 'files')) ?? 0;
  const clauses = [
    ...(unit !== null && families > 0 ? [translate(`unread.${unit}`, locale, { count: families })] : []),
    ...(unit === 'families' && policies > 0 ? [translate('unread.policies', locale, { count: policies })] : []),
    ...(unit === 'families' && files > 0 ? [translate('unread.source_files', locale, { count: files })] : []),
  ];
  return clauses.length > 0 ? clauses : [translate('unread.unspecified', locale)];
}

function reachedClauses(run: PresentableRun, locale: Locale): readonly string[] {
  const unit = declarationOf(run.type)?.unit ?? null;
  const policies = unit === 'families' ? countOf(run, 'items') : null;
  const processed = countOf(run, 'processed');
  if (policies) return [translate('reached.policies', locale, { count: policies })];
  return unit !== null && processed ? [translate(`reached.${unit}`, locale, { count: processed })] : [];
}

function countOf(run: PresentableRun, key: SummaryCountKey): number | null {
  return asWhole(run.summaryCounts.find((entry) => entry.key === key)?.value);
}

function sentence(clauses: readonly string[], locale: Locale): string {
  return capitalise(clauses.join('; '), locale);
}
