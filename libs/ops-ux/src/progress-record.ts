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
  readonly facts: { readonly [Key in FactKey]?: number };
  /** Whether `summaryCounts.total` will not grow any more; a percentage needs it. */
  readonly totalFinal: boolean;
  readonly waitingFor?: WaitReason;
  readonly waitingUntil?: string;
  /** The attempt that reported last; null before the first report. */
  readonly attempt: number | null;
  /** Counts and facts that an earlier attempt reached and this one has not reported yet. */
  readonly carried: readonly string[];
}

const LONGEST_HISTORY = 200;

/** Reads stored progress metadata of a run type; whatever is not valid is left out. */
export function readProgressRecord(type: unknown, stored: unknown): ProgressRecord {
  const declaration = declarationOf(type);
  const facts: { [Key in FactKey]?: number } = {};
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
    carried: readWords(own(stored, 'carried')),
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

function readWords(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.slice(0, LONGEST_HISTORY).filter((word) => typeof word === 'string') : [];
}
