import type { RunStatus } from './run-condition.js';
import { declarationOf, phaseOrder, type FactKey } from './run-types.js';

/** The operations that a composite run stands on, each in exactly one bucket. */
export const COMPOSITE_BUCKETS = ['succeeded', 'needsAttention', 'failed', 'cancelled', 'running'] as const;
export type CompositeBucket = (typeof COMPOSITE_BUCKETS)[number];

export type PhaseState = 'pending' | 'current' | 'done' | 'skipped';

export interface ProgressPhase {
  readonly key: string;
  readonly state: PhaseState;
  readonly enteredAt: string | null;
  readonly leftAt: string | null;
}

export interface ProgressFact {
  readonly key: FactKey;
  readonly value: number;
}

export interface CompositeCount {
  readonly key: CompositeBucket;
  readonly value: number;
}

export interface NoProgress {
  readonly mode: 'none';
  readonly asOf: string | null;
}

export interface ActivityProgress {
  readonly mode: 'activity';
  readonly asOf: string | null;
}

/** The only kind of progress that has a percentage. */
export interface CountedProgress {
  readonly mode: 'counted';
  readonly asOf: string | null;
  readonly processed: number;
  readonly total: number;
  /** floor(100 · processed / total), so 100 only where both are equal. */
  readonly percent: number;
}

export interface PhasedProgress {
  readonly mode: 'phased';
  readonly asOf: string | null;
  readonly phase: ProgressPhase;
  /** All declared phases in their order. */
  readonly phases: readonly ProgressPhase[];
  readonly facts: readonly ProgressFact[];
}

export interface CompositeProgress {
  readonly mode: 'composite';
  /** The time of the source, not of this run. */
  readonly asOf: string;
  readonly counts: readonly CompositeCount[];
  readonly total: number;
  readonly sourceKind: 'evidence_snapshot';
  readonly sourceId: string;
}

/** What may be said about how far a run has come: keys and numbers only, words come from the catalogue. */
export type Progress = NoProgress | ActivityProgress | CountedProgress | PhasedProgress | CompositeProgress;
export type ProgressMode = Progress['mode'];

/** Counted progress from two numbers that were proven: 0 ≤ processed ≤ total, total > 0. */
export function countedProgress(processed: number, total: number, asOf: string | null): CountedProgress {
  return { mode: 'counted', asOf, processed, total, percent: Math.floor((100 * processed) / total) };
}

/** The place of every declared phase while `current` is the one entered last. */
export function phasesAround(
  type: string,
  current: string,
  visitOf: (phase: string) => { readonly enteredAt: string | null; readonly leftAt: string | null } | null,
): readonly ProgressPhase[] {
  const at = phaseOrder(type, current);
  return (declarationOf(type)?.phases ?? []).map(({ key }, place): ProgressPhase => {
    const visit = place <= at ? visitOf(key) : null;
    if (place > at) return { key, state: 'pending', enteredAt: null, leftAt: null };
    if (place === at) return { key, state: 'current', enteredAt: visit?.enteredAt ?? null, leftAt: null };
    return visit === null
      ? { key, state: 'skipped', enteredAt: null, leftAt: null }
      : { key, state: 'done', enteredAt: visit.enteredAt, leftAt: visit.leftAt };
  });
}

/**
 * Lets progress pass only where a run of this type and status may show it: a completed run shows none, and a type
 * never shows a mode that it was not declared for.
 */
export function admitProgress(type: unknown, status: RunStatus, progress: Progress): Progress {
  if (status === 'completed') return { mode: 'none', asOf: progress.asOf };
  const family = declarationOf(type)?.progress ?? 'activity';
  if (progress.mode !== family || !isWhole(type, progress)) return { mode: 'activity', asOf: progress.asOf };
  return progress.mode === 'counted' ? countedProgress(progress.processed, progress.total, progress.asOf) : progress;
}

function isWhole(type: unknown, progress: Progress): boolean {
  switch (progress.mode) {
    case 'none':
    case 'activity':
      return true;
    case 'counted':
      return progress.total > 0 && progress.processed >= 0 && progress.processed <= progress.total;
    case 'phased':
      return phaseOrder(type, progress.phase.key) >= 0;
    case 'composite':
      return progress.counts.reduce((sum, { value }) => sum + value, 0) === progress.total;
  }
}
