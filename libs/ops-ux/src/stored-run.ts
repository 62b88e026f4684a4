import { COMPOSITE_BUCKETS, admitProgress, countedProgress, phasesAround, type Progress } from './progress.js';
import { isCurrent, readProgressRecord, type PhaseVisit, type ProgressRecord } from './progress-record.js';
import { declarationOf, type FactKey } from './run-types.js';
import { normalizeStatus } from './status-normalizer.js';
import { readSummaryCounts } from './summary-counts.js';
import { asId, asMillis, asTime, asWhole, own } from './untrusted.js';

/**
 * A run as it is stored. Every field is `unknown` on purpose: a row may be older than this version, and reading it
 * must neither throw nor guess.
 */
export interface StoredRun {
  readonly type: unknown;
  readonly status: unknown;
  readonly outcome: unknown;
  readonly summaryCounts?: unknown;
  readonly context?: unknown;
  readonly attempt?: unknown;
  readonly createdAt?: unknown;
  readonly startedAt?: unknown;
  readonly completedAt?: unknown;
  readonly heartbeatAt?: unknown;
  readonly advancedAt?: unknown;
  readonly leaseExpiresAt?: unknown;
  readonly cancelRequestedAt?: unknown;
}

/**
 * What may be said about the progress of a stored run. Never throws: where the metadata of the mode that the type is
 * declared for is not valid, the answer is generic activity.
 */
export function progressOf(run: StoredRun): Progress {
  return progressFrom(run, progressRecordOf(run));
}

/** The progress metadata of a stored run. */
export function progressRecordOf(run: StoredRun): ProgressRecord {
  return readProgressRecord(own(run, 'type'), own(own(run, 'context'), 'progress'));
}

/** The same as {@link progressOf} for a caller that has read the metadata already. */
export function progressFrom(run: StoredRun, record: ProgressRecord): Progress {
  const type = own(run, 'type');
  const { status } = normalizeStatus(own(run, 'status'), own(run, 'outcome'));
  const asOf = toldAt(run);
  if (status === 'completed') return { mode: 'none', asOf };
  return admitProgress(type, status, candidateOf(run, record, asOf) ?? { mode: 'activity', asOf });
}

function candidateOf(run: StoredRun, record: ProgressRecord, asOf: string | null): Progress | null {
  const type = own(run, 'type');
  const family = declarationOf(type)?.progress ?? 'activity';
  switch (family) {
    case 'phased':
      return phasedOf(run, record, String(type), asOf);
    case 'composite':
      return compositeOf(own(own(run, 'context'), 'composite'));
    case 'counted':
      return countedOf(run, record, asOf);
    case 'activity':
      return null;
  }
}

function phasedOf(run: StoredRun, record: ProgressRecord, type: string, asOf: string | null): Progress | null {
  const attempt = asWhole(own(run, 'attempt'));
  if (record.phase === undefined || !isCurrent(record, 'phase', attempt)) return null;
  const current = record.phase;
  const entered: PhaseVisit[] = [...record.history];
  if (record.enteredAt !== undefined) entered.push({ key: current, enteredAt: record.enteredAt, leftAt: null });
  const phases = phasesAround(type, current, (key) => entered.findLast((visit) => visit.key === key) ?? null);
  const phase = phases.find(({ state }) => state === 'current');
  const facts = isCurrent(record, 'facts', attempt)
    ? (Object.entries(record.facts) as [FactKey, number][]).map(([key, value]) => ({ key, value }))
    : [];
  return phase === undefined ? null : { mode: 'phased', asOf, phase, phases, facts };
}

function compositeOf(stored: unknown): Progress | null {
  const sourceId = asId(own(stored, 'source'));
  const asOf = asTime(own(stored, 'asOf'));
  const total = asWhole(own(stored, 'total'));
  const counts = COMPOSITE_BUCKETS.map((key) => ({ key, value: asWhole(own(stored, key)) }));
  if (sourceId === null || asOf === null || total === null) return null;
  const whole = counts.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]));
  if (whole.length !== counts.length) return null;
  return { mode: 'composite', asOf, counts: whole, total, sourceKind: 'evidence_snapshot', sourceId };
}

function countedOf(run: StoredRun, record: ProgressRecord, asOf: string | null): Progress | null {
  const { processed, total } = readSummaryCounts(own(run, 'summaryCounts'));
  const final = record.totalFinal && isCurrent(record, 'counts', asWhole(own(run, 'attempt')));
  return final && processed !== undefined && total !== undefined ? countedProgress(processed, total, asOf) : null;
}

/** The newest time at which a run told something of itself. */
function toldAt(run: StoredRun): string | null {
  const ended = asTime(own(run, 'completedAt'));
  if (ended !== null) return ended;
  const told = (['advancedAt', 'heartbeatAt', 'startedAt', 'createdAt'] as const)
    .map((field) => asMillis(own(run, field)))
    .filter((time) => time !== null);
  return told.length === 0 ? null : new Date(Math.max(...told)).toISOString();
}

/** One stay of a run in a phase; still open while `leftAt` is null. */
export interface PhaseStay extends PhaseVisit {
  readonly durationMs: number | null;
}

/**
 * Every stay in a phase in the order of entering, over all attempts and after the end too: the time axis of a run.
 * A stay that was open when the run ended is closed by that end.
 */
export function phaseHistoryOf(run: StoredRun): readonly PhaseStay[] {
  const record = progressRecordOf(run);
  const endedAt = asTime(own(run, 'completedAt'));
  return record.history.map((visit): PhaseStay => {
    const leftAt = visit.leftAt ?? (endedAt !== null && endedAt >= visit.enteredAt ? endedAt : null);
    return {
      ...visit,
      leftAt,
      durationMs: leftAt === null ? null : Date.parse(leftAt) - Date.parse(visit.enteredAt),
    };
  });
}
