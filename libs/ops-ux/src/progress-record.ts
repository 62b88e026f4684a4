import { WAIT_REASONS, type WaitReason } from './vitals.js';
import { asTime, asWhole, asWord, own } from './untrusted.js';
import { declarationOf, phaseOrder, type FactKey } from './run-types.js';

/** One stay in a phase. A phase entered again by a later attempt is a stay of its own. */
export interface PhaseVisit {
  readonly key: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
}

/** `context.progress` of a run, as the run service stores it. */
export interface ProgressRecord {
  readonly phase?: string;
  readonly enteredAt?: string;
  readonly history: readonly PhaseVisit[];
  readonly facts: Readonly<Partial<Record<FactKey, number>>>;
  /** Whether `summaryCounts.total` will not grow any more; a percentage needs it. */
  readonly totalFinal: boolean;
  readonly waitingFor?: WaitReason;
  readonly waitingUntil?: string;
  /** The attempt that reported last; null before the first report. */
  readonly attempt: number | null;
  /** What an earlier attempt reached and this one has not reported yet: kept, but not told as where it stands. */
  readonly carried: readonly CarriedPart[];
}

/** The parts of a report that a new attempt states anew, each with the first report that holds it. */
export const CARRIED_PARTS = ['phase', 'facts', 'counts'] as const;
export type CarriedPart = (typeof CARRIED_PARTS)[number];

const LONGEST_HISTORY = 200;

/** Reads stored progress metadata of a run type; whatever is not valid is left out. */
export function readProgressRecord(type: unknown, stored: unknown): ProgressRecord {
  const declaration = declarationOf(type);
  const facts: Partial<Record<FactKey, number>> = {};
  for (const key of declaration?.facts ?? []) {
    const value = asWhole(own(own(stored, 'facts'), key));
    if (value !== null) facts[key] = value;
  }
  const phase = own(stored, 'phase');
  const known = typeof phase === 'string' && phaseOrder(type, phase) >= 0;
  return {
    ...(known ? { phase, enteredAt: asTime(own(stored, 'enteredAt')) ?? undefined } : {}),
    history: readHistory(type, own(stored, 'history')),
    facts,
    totalFinal: own(stored, 'totalFinal') === true,
    waitingFor: asWord(own(stored, 'waitingFor'), WAIT_REASONS) ?? undefined,
    waitingUntil: asTime(own(stored, 'waitingUntil')) ?? undefined,
    attempt: asWhole(own(stored, 'attempt')),
    carried: readCarried(own(stored, 'carried')),
  };
}

function readHistory(type: unknown, stored: unknown): readonly PhaseVisit[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(-LONGEST_HISTORY).flatMap((visit: unknown): PhaseVisit[] => {
    const key = own(visit, 'key');
    const enteredAt = asTime(own(visit, 'enteredAt'));
    if (typeof key !== 'string' || phaseOrder(type, key) < 0 || enteredAt === null) return [];
    const leftAt = asTime(own(visit, 'leftAt'));
    return [{ key, enteredAt, leftAt: leftAt !== null && leftAt >= enteredAt ? leftAt : null }];
  });
}

function readCarried(stored: unknown): readonly CarriedPart[] {
  return Array.isArray(stored) ? CARRIED_PARTS.filter((part) => stored.includes(part)) : [];
}

/** Whether a part may be told as where the run stands: not once a newer attempt than the one that reported it began. */
export function isCurrent(record: ProgressRecord, part: CarriedPart, attempt: number | null): boolean {
  const overtaken = record.attempt !== null && attempt !== null && attempt > record.attempt;
  return !overtaken && !record.carried.includes(part);
}
