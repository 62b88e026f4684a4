import {
  CARRIED_PARTS,
  readProgressRecord,
  type CarriedPart,
  type PhaseVisit,
  type ProgressRecord,
} from './progress-record.js';
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
  | { readonly key: string; readonly problem: 'unknown_phase' | 'unknown_fact' | 'unknown_wait' }
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
 * Within one attempt neither the phase nor any number goes backwards: an earlier phase and a lower number are ignored,
 * because what was reached stays reached. A new attempt may begin lower, because that is where it really stands: its
 * first report of a phase, of facts and of counts each state them anew, and what they do not name stays.
 */
export function mergeProgress(state: ReportedState, report: ProgressReport, at: Date): MergeResult {
  const { type } = state;
  const before = beginAttempt(readProgressRecord(type, state.progress), state.attempt);
  const checked = checkSummaryCounts(report.counts ?? {});
  const problems: ReportProblem[] = [
    ...(checked.ok ? [] : checked.problems),
    ...phaseProblems(type, report),
    ...factProblems(type, report),
    ...waitProblems(report),
  ];
  if (problems.length > 0 || !checked.ok) return { ok: false, problems };

  const stored = readSummaryCounts(state.summaryCounts);
  const restates = (part: CarriedPart) => before.carried.includes(part);
  const counts = raise(stored, checked.counts, restates('counts'));
  const totalFinal = report.totalFinal ?? (before.totalFinal && !(restates('counts') && counts.total !== stored.total));
  const wrong = totalProblems(before, stored, counts, totalFinal);
  if (wrong.length > 0) return { ok: false, problems: wrong };

  const waitingFor = asWord(report.waitingFor, WAIT_REASONS) ?? undefined;
  const progress: ProgressRecord = {
    ...enter(type, before, report.phase, at.toISOString()),
    facts: raise(before.facts, report.facts ?? {}, restates('facts')),
    totalFinal,
    waitingFor,
    waitingUntil: waitingFor && (asTime(report.waitingUntil) ?? undefined),
    attempt: before.attempt,
    carried: before.carried.filter((part) => report[part] === undefined),
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

function beginAttempt(record: ProgressRecord, attempt: number): ProgressRecord {
  if (record.attempt === attempt) return record;
  return { ...record, attempt, carried: record.attempt === null ? [] : CARRIED_PARTS };
}

function enter(type: string, record: ProgressRecord, phase: string | undefined, at: string) {
  const stay = { phase: record.phase, enteredAt: record.enteredAt, history: record.history };
  if (phase === undefined) return stay;
  const ahead = phaseOrder(type, phase) - phaseOrder(type, record.phase);
  // A phase that was closed when its executor went away is entered again, so that its history keeps real times.
  const open = record.history.some((visit) => visit.key === phase && visit.leftAt === null);
  if (!record.carried.includes('phase') && (ahead < 0 || (ahead === 0 && open))) return stay;
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
  restated: boolean,
): Counts {
  const raised: Record<string, number | undefined> = { ...before };
  for (const [key, value] of Object.entries(reported)) {
    raised[key] = restated ? value : Math.max(raised[key] ?? 0, value);
  }
  return raised as Counts;
}

function phaseProblems(type: string, { phase }: ProgressReport): ReportProblem[] {
  return phase === undefined || phaseOrder(type, phase) >= 0 ? [] : [{ key: phase, problem: 'unknown_phase' }];
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
  before: ProgressRecord,
  stored: SummaryCounts,
  counts: SummaryCounts,
  totalFinal: boolean,
): ReportProblem[] {
  const wasFinal = before.totalFinal && !before.carried.includes('counts');
  if (wasFinal && (counts.total !== stored.total || !totalFinal)) {
    return [{ key: 'total', problem: 'total_already_final' }];
  }
  const exceeds = totalFinal && (counts.processed ?? 0) > (counts.total ?? 0);
  return exceeds ? [{ key: 'processed', problem: 'processed_exceeds_total' }] : [];
}
