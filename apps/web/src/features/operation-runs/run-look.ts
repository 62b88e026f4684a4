import { Ban, CircleAlert, CircleCheck, CircleDot, CirclePause, CircleX, Clock3, Radar } from '@lucide/vue';
import type { RunOutcome, RunState } from '@tenantatlas/ops-ux';
import type { Component } from 'vue';

export type Tone = 'idle' | 'ok' | 'warn' | 'bad' | 'info';
export interface RunLook {
  tone: Tone;
  icon: Component;
}

const OF_OUTCOME: Readonly<Record<RunOutcome, RunLook>> = {
  pending: { tone: 'info', icon: CircleDot },
  succeeded: { tone: 'ok', icon: CircleCheck },
  partially_succeeded: { tone: 'warn', icon: CircleAlert },
  blocked: { tone: 'warn', icon: Ban },
  failed: { tone: 'bad', icon: CircleX },
  cancelled: { tone: 'idle', icon: Ban },
};

const OF_STATE: Readonly<Record<Exclude<RunState, 'finished'>, RunLook>> = {
  waiting: { tone: 'idle', icon: Clock3 },
  working: { tone: 'info', icon: CircleDot },
  stopping: { tone: 'warn', icon: CirclePause },
  quiet: { tone: 'warn', icon: Radar },
  lost: { tone: 'bad', icon: CircleAlert },
};

/** Colour and icon of a run: by its outcome once it has one, by what is going on until then. */
export const lookOf = (state: RunState, outcome: RunOutcome): RunLook =>
  state === 'finished' ? OF_OUTCOME[outcome] : OF_STATE[state];

/** The API's spelling of an outcome in the presenter's. */
export const outcomeOf = (outcome: string): RunOutcome => outcome.toLowerCase() as RunOutcome;

export const lookOfOutcome = (outcome: string): RunLook => OF_OUTCOME[outcomeOf(outcome)];

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  idle: 'text-muted',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
};
