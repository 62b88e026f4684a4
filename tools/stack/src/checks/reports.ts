import type { Outcome } from './outcome.ts';

/** What Jest writes with `--json`; Vitest writes the same shape. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests?: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** Counts the tests; a file that could not be run at all counts as one that failed. */
export function readJestReport(json: string): Outcome {
  const report = JSON.parse(json) as JestReport;
  const unrunnable = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unrunnable.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [
      ...report.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map((test) => `${name}\n${test.fullName}\n${(test.failureMessages ?? []).join('\n')}`),
      ),
      ...unrunnable.map(({ name, message }) => `${name}\n${message}`),
    ],
  };
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
}

/** What Playwright's JSON reporter writes. */
interface PlaywrightReport extends PlaywrightSuite {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors?: readonly { readonly message?: string }[];
}

/** Counts the tests; one that passed only when it was tried again has failed. */
export function readPlaywrightReport(json: string): Outcome {
  const { stats, errors = [], ...suite } = JSON.parse(json) as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [...failuresIn(suite), ...errors.map(({ message }) => message ?? 'An error without a message.')],
  };
}

function failuresIn({ specs = [], suites = [] }: PlaywrightSuite): readonly string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const messages = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []));
      return [file, title, ...messages.map(({ message }) => message ?? '')].join('\n');
    });
  return [...own, ...suites.flatMap(failuresIn)];
}
