/** What a check found. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The text of each failure, as its tool wrote it. */
  readonly failures: readonly string[];
  /** What else the reader should know, in one line. */
  readonly note?: string;
}

/** A check that counts as one, because its tool holds or does not. */
export function single(failure: string | undefined): Outcome {
  return failure === undefined
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: [failure] };
}

export function skipped(note: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, failures: [], note };
}

/** A runner that ran nothing proves nothing, whatever its exit code says. */
export function expectTests(outcome: Outcome): Outcome {
  if (outcome.passed + outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, failures: [...outcome.failures, 'Not one test was run.'] };
}

/** The line that everything ends with. */
export function summaryLine(outcomes: readonly Outcome[]): string {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const ignored = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${ignored > 0 ? `, ${ignored} skipped` : ''}`;
}
