import { describe, expect, it } from '@jest/globals';
import { expectTests, single, summaryLine } from './outcome.ts';
import { readJestReport, readPlaywrightReport } from './reports.ts';

describe('a report of Jest or Vitest', () => {
  const file = (
    name: string,
    tests: readonly { readonly fullName: string; readonly status: string }[],
    message = '',
  ) => ({
    name,
    message,
    status: tests.some(({ status }) => status === 'failed') || tests.length === 0 ? 'failed' : 'passed',
    assertionResults: tests.map((test) => ({
      ...test,
      failureMessages: test.status === 'failed' ? ['expected 2'] : [],
    })),
  });
  const report = (testResults: readonly object[], counts: readonly [number, number, number]) =>
    JSON.stringify({
      numPassedTests: counts[0],
      numFailedTests: counts[1],
      numPendingTests: counts[2],
      testResults,
    });

  it('is counted, with the text of what failed', () => {
    const tests = [
      { fullName: 'adds', status: 'passed' },
      { fullName: 'subtracts', status: 'failed' },
      { fullName: 'divides', status: 'pending' },
    ];
    expect(readJestReport(report([file('sum.spec.ts', tests)], [1, 1, 1]))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 1,
      failures: ['sum.spec.ts\nsubtracts\nexpected 2'],
    });
  });

  it('counts a file that could not be run as failed', () => {
    const outcome = readJestReport(report([file('broken.spec.ts', [], 'Cannot find module')], [0, 0, 0]));
    expect(outcome).toMatchObject({ passed: 0, failed: 1, failures: ['broken.spec.ts\nCannot find module'] });
  });

  it('that holds no test is a failure', () => {
    expect(expectTests(readJestReport(report([], [0, 0, 3])))).toMatchObject({ failed: 1, skipped: 3 });
  });
});

describe('a report of Playwright', () => {
  const spec = (title: string, ok: boolean) => ({
    title,
    ok,
    file: 'capture.e2e.ts',
    tests: [{ results: [{ errors: ok ? [] : [{ message: 'no such button' }] }] }],
  });

  it('is counted through nested groups, with the text of what failed', () => {
    const json = JSON.stringify({
      stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 2 },
      suites: [{ specs: [spec('starts', true)], suites: [{ specs: [spec('ends', false)] }] }],
    });
    expect(readPlaywrightReport(json)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ['capture.e2e.ts\nends\nno such button'],
    });
  });

  it('counts what passed only the second time, and what failed outside of any test, as failed', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 };
    const errors = [{ message: 'The configuration cannot be read.' }];
    expect(readPlaywrightReport(JSON.stringify({ stats, errors }))).toMatchObject({ passed: 3, failed: 2 });
  });
});

describe('the last line', () => {
  it('sums everything, and speaks of skipped tests only where there are some', () => {
    const suite = { passed: 40, failed: 2, skipped: 0, failures: [] };
    expect(summaryLine([single(undefined), suite])).toBe('41 passed, 2 failed');
    expect(summaryLine([{ ...suite, skipped: 3 }, single('boom')])).toBe('40 passed, 3 failed, 3 skipped');
  });
});
