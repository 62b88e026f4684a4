import type { RunStatus } from './run-condition.js';
import { asMillis, asWord } from './untrusted.js';

export const RUN_STATES = ['waiting', 'working', 'stopping', 'quiet', 'lost', 'finished'] as const;
/** What is going on beside the progress, whatever its mode. */
export type RunState = (typeof RUN_STATES)[number];

export const LIVENESS = ['fresh', 'quiet', 'lost'] as const;
/** `quiet`: the worker lives but nothing new came of it. `lost`: no sign of life. */
export type Liveness = (typeof LIVENESS)[number];

export const WAIT_REASONS = ['worker', 'provider_rate_limit', 'tenant_turn'] as const;
/** What a run waits for: a free worker, the provider's rate limit, its turn with the tenant. */
export type WaitReason = (typeof WAIT_REASONS)[number];

/** A time as a row or the API holds it. */
export type Time = Date | string | null | undefined;

/** The fields that tell whether and what a run is doing at a given moment. */
export interface VitalSigns {
  readonly startedAt?: Time;
  /** The worker lived. */
  readonly heartbeatAt?: Time;
  /** The work moved. */
  readonly advancedAt?: Time;
  readonly leaseExpiresAt?: Time;
  readonly cancelRequestedAt?: Time;
  readonly waitingFor?: WaitReason | null;
  readonly waitingUntil?: Time;
}

export interface Vitals {
  readonly state: RunState;
  readonly liveness: Liveness;
  /** Whether somebody executes the run right now. Without one, no phase is under way. */
  readonly executing: boolean;
  readonly waitingFor: WaitReason | null;
  /** Milliseconds since 1970; null where it is not known until when. */
  readonly waitingUntil: number | null;
  /** When the work moved last, or began. */
  readonly movedAt: number | null;
  /** The last sign of life, of whatever kind; at the latest when the lease ran out. */
  readonly aliveAt: number | null;
}

/** After how long without an advance a living run is told as quiet. */
export const QUIET_AFTER_MS = 60_000;

/**
 * Reads the vital signs of a run at one moment.
 *
 * A running run without a lease has no executor: it was given back and waits to be taken up again. A lease that ran
 * out is a loss. A time that cannot be read never counts as a sign of life.
 */
export function vitalsOf(
  status: RunStatus,
  signs: VitalSigns,
  now: number,
  quietAfterMs: number = QUIET_AFTER_MS,
): Vitals {
  const lease = asMillis(signs.leaseExpiresAt);
  const started = asMillis(signs.startedAt);
  const movedAt = latest(started, asMillis(signs.advancedAt));
  const running = status === 'running';
  const executing = running && lease !== null && lease > now;
  const lost = running && lease !== null && !executing;
  const until = asMillis(signs.waitingUntil);
  const waiting = until !== null && !(until > now) ? null : asWord(signs.waitingFor, WAIT_REASONS);
  const quiet = executing && movedAt !== null && now - movedAt >= quietAfterMs;
  const seen = {
    liveness: lost ? 'lost' : quiet ? 'quiet' : 'fresh',
    executing,
    waitingFor: waiting,
    waitingUntil: waiting === null ? null : until,
    movedAt,
    aliveAt: latest(movedAt, asMillis(signs.heartbeatAt)) ?? lease,
  } as const;
  if (status === 'completed') return { ...seen, state: 'finished' };
  if (lost) return { ...seen, state: 'lost' };
  if (asMillis(signs.cancelRequestedAt) !== null) return { ...seen, state: 'stopping' };
  if (!executing || waiting !== null) return { ...seen, state: 'waiting' };
  return { ...seen, state: quiet ? 'quiet' : 'working' };
}

function latest(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.max(one, other);
}
