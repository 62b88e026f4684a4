import type { Outcome } from './outcome.ts';

export interface CheckContext {
  readonly signal: AbortSignal;
  /** A folder for reports, removed at the end. */
  readonly folder: string;
}

/** One part of `npm test`. */
export interface Check {
  /** As in `npm test -- --only <name>`. */
  readonly name: string;
  readonly run: (context: CheckContext) => Promise<Outcome>;
}
