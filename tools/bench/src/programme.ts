/** One line of the table: something that was promised or compared, and what was measured. */
export interface Measurement {
  /** In words that a reader of the table understands without the code. */
  readonly what: string;
  readonly measured: number;
  /** The most it may be; absent where it is told for information. */
  readonly limit?: number;
  /** `ms`, `×` and the like; written behind both numbers. */
  readonly unit: string;
  /** What it was compared with, or what was counted. */
  readonly detail?: string;
}

/** What a programme found. `facts` are kept in its file, for whoever wants to know more than the table says. */
export interface Findings {
  readonly measurements: readonly Measurement[];
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Why it was not measured at all, where something that it needs is missing. */
  readonly skipped?: string;
}

export interface Programme {
  readonly name: string;
  /** Completes "measures …". */
  readonly about: string;
  readonly run: (say: (sentence: string) => void) => Promise<Findings>;
}

export type Verdict = 'ok' | 'over' | 'told';

/** Whether a measurement keeps its limit. */
export function verdictOf({ measured, limit }: Pick<Measurement, 'measured' | 'limit'>): Verdict {
  if (limit === undefined) return 'told';
  // Not "measured > limit": what could not be measured must not pass.
  return measured <= limit ? 'ok' : 'over';
}
