import { readProgressRecord, type PhaseVisit, type ProgressRecord } from './progress-record.js';
import { declarationOf, phaseOrder } from './run-types.js';
import { checkSummaryCounts, readSummaryCounts, type CountProblem, type SummaryCounts } from './summary-counts.js';
import { asMillis, asTime, asWhole, asWord } from './untrusted.js';
import { WAIT_REASONS } from './vitals.js';

/**
 * What a job reports. Facts and counts are what was reached so far, not increments, so that a report delivered twice
 * changes nothing.
 */
export interface ProgressReport {
  /** The phase whose work begins now, or goes on. */
  readonly phase?: string;
  readonly facts?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
  /** That the total counted so far will not grow any more. */
  readonly totalFinal?: boolean;
  /** What the work waits for now; a report without it says that the work goes on. */
  readonly waitingFor?: string | null;
  readonly waitingUntil?: string | null;
}

/** Why a report was refused. `what` names the offender for the writer of the job, never for an operator. */
export type ReportProblem =
  | CountProblem
  | { readonly key: string; readonly problem: 'unknown_phase' | 'phase_backwards' | 'unknown_fact' | 'unknown_wait' }
  | { readonly key: string; readonly problem: 'unreadable_time' | 'total_already_final' | 'processed_exceeds_total' };

export type MergeResult =
  | { readonly ok: true; readonly progress: ProgressRecord; readonly summaryCounts: SummaryCounts }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

/** The state that a report is folded into, as it is stored. */
export interface ReportedState {
  readonly type: string;
  /** The attempt of the executor that reports. */
  readonly attempt: number;
  readonly progress: unknown;
  readonly summaryCounts: unknown;
}

/**
 * Folds a job's report into `context.progress` and the summary counts.
 *
 * Within one attempt neither the phase nor any number goes backwards: a phase that would is refused, a lower number is
 * ignored, because what was reached stays reached. A new attempt may enter earlier phases again and may report lower
 * numbers once for each, because that is where it really stands; until then the old ones are kept.
 */
export function mergeProgress(state: ReportedState, report: ProgressReport, at: Date): MergeResult {
  const before = beginAttempt(state);
  const checked = checkSummaryCounts(report.counts ?? {});
  const problems: ReportProblem[] = [
    ...(checked.ok ? [] : checked.problems),
    ...phaseProblems(state.type, before, report),
    ...factProblems(state.type, report),
    ...waitProblems(report),
  ];
  if (problems.length > 0 || !checked.ok) return { ok: false, problems };

  const counts = raise(readSummaryCounts(state.summaryCounts), checked.counts, before.carried, '');
  const totalFinal = report.totalFinal ?? (before.totalFinal && !replacesTotal(before, checked.counts));
  const wrong = totalProblems(state, before, counts, totalFinal);
  if (wrong.length > 0) return { ok: false, problems: wrong };

  const facts = raise(before.facts, report.facts ?? {}, before.carried, FACT);
  const reported = [
    ...(report.phase === undefined ? [] : [PHASE]),
    ...Object.keys(checked.counts),
    ...Object.keys(report.facts ?? {}).map((key) => FACT + key),
  ];
  const progress: ProgressRecord = {
    ...enter(before, report.phase, at.toISOString()),
    facts,
    totalFinal,
    waitingFor: asWord(report.waitingFor, WAIT_REASONS) ?? undefined,
    waitingUntil: (asWord(report.waitingFor, WAIT_REASONS) && asTime(report.waitingUntil)) ?? undefined,
    attempt: before.attempt,
    carried: before.carried.filter((key) => !reported.includes(key)),
  };
  return { ok: true, progress, summaryCounts: counts };
}

/** Closes the open stay when a run ends or loses its executor, so that the phase has a real duration. */
export function closeProgress(type: string, progress: unknown, at: Date): ProgressRecord {
  const record = readProgressRecord(type, progress);
  return {
    ...record,
    history: leave(record.history, at.toISOString()),
    waitingFor: undefined,
    waitingUntil: undefined,
  };
}

/** Facts and counts may share a name, and the phase is neither: the marks keep them apart in `carried`. */
const FACT = 'fact:';
const PHASE = 'phase:';

function beginAttempt({ type, attempt, progress, summaryCounts }: ReportedState): ProgressRecord {
  const record = readProgressRecord(type, progress);
  if (record.attempt === attempt) return record;
  if (record.attempt === null) return { ...record, attempt };
  const counts = Object.keys(readSummaryCounts(summaryCounts));
  return { ...record, attempt, carried: [PHASE, ...counts, ...Object.keys(record.facts).map((key) => FACT + key)] };
}

function enter(record: ProgressRecord, phase: string | undefined, at: string) {
  const goesOn = phase === record.phase && !record.carried.includes(PHASE);
  if (phase === undefined || goesOn) {
    return { phase: record.phase, enteredAt: record.enteredAt, history: record.history };
  }
  return { phase, enteredAt: at, history: [...leave(record.history, at), { key: phase, enteredAt: at, leftAt: null }] };
}

function leave(history: readonly PhaseVisit[], at: string): readonly PhaseVisit[] {
  return history.map((visit) =>
    visit.leftAt === null ? { ...visit, leftAt: at < visit.enteredAt ? visit.enteredAt : at } : visit,
  );
}

function raise<Counts extends Readonly<Record<string, number | undefined>>>(
  before: Counts,
  reported: Readonly<Record<string, number>>,
  carried: readonly string[],
  mark: string,
): Counts {
  const raised: Record<string, number | undefined> = { ...before };
  for (const [key, value] of Object.entries(reported)) {
    raised[key] = carried.includes(mark + key) ? value : Math.max(raised[key] ?? 0, value);
  }
  return raised as Counts;
}

const replacesTotal = (before: ProgressRecord, counts: SummaryCounts): boolean =>
  counts.total !== undefined && before.carried.includes('total');

function phaseProblems(type: string, before: ProgressRecord, { phase }: ProgressReport): ReportProblem[] {
  if (phase === undefined) return [];
  const place = phaseOrder(type, phase);
  if (place < 0) return [{ key: phase, problem: 'unknown_phase' }];
  const backwards = place < phaseOrder(type, before.phase) && !before.carried.includes(PHASE);
  return backwards ? [{ key: phase, problem: 'phase_backwards' }] : [];
}

function factProblems(type: string, { facts = {} }: ProgressReport): ReportProblem[] {
  const allowed: readonly string[] = declarationOf(type)?.facts ?? [];
  return Object.entries(facts).flatMap(([key, value]): ReportProblem[] => {
    if (!allowed.includes(key)) return [{ key, problem: 'unknown_fact' }];
    return asWhole(value) === null ? [{ key, problem: 'not_a_whole_number' }] : [];
  });
}

function waitProblems({ waitingFor, waitingUntil }: ProgressReport): ReportProblem[] {
  const problems: ReportProblem[] = [];
  if (waitingFor && asWord(waitingFor, WAIT_REASONS) === null)
    problems.push({ key: waitingFor, problem: 'unknown_wait' });
  if (waitingUntil && asMillis(waitingUntil) === null) problems.push({ key: waitingUntil, problem: 'unreadable_time' });
  return problems;
}

function totalProblems(
  state: ReportedState,
  before: ProgressRecord,
  counts: SummaryCounts,
  final: boolean,
): ReportProblem[] {
  const stored = readSummaryCounts(state.summaryCounts);
  const wasFinal = before.totalFinal && !before.carried.includes('total');
  if (wasFinal && (counts.total !== stored.total || !final)) return [{ key: 'total', problem: 'total_already_final' }];
  const exceeds = final && (counts.processed ?? 0) > (counts.total ?? 0);
  return exceeds ? [{ key: 'processed', problem: 'processed_exceeds_total' }] : [];
}
