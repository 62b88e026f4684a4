import { median } from '../measures/statistics.ts';
import { judgeThrottling } from '../measures/throttling.ts';
import type { Findings, Measurement, Programme } from '../programme.ts';
import { type BenchStack, startBenchStack } from '../stack/bench-stack.ts';
import { captureTenant, type EndedRun } from '../stack/captures.ts';
import { type Session, signIn } from '../stack/console.ts';
import { emulatedTenant, type Fault, type RequestReport } from '../stack/emulated-provider.ts';
import { generatedTenant } from '../stack/tenants.ts';

const POLICIES = 500;
const LATENCY_MS = 100;
/** What the product allows itself per tenant and app. */
const AT_A_TIME = 8;
const RETRY_AFTER_MS = 1000;
const THROTTLE: Fault = { kind: 'throttle', every: 20, retryAfter: RETRY_AFTER_MS / 1000 };
/** Each tenant is another one, so that no capture finds contents that an earlier one stored. */
const TENANTS = ['one', 'two', 'three', 'four', 'five'].map((name) => generatedTenant(name, POLICIES, LATENCY_MS));

/** One capture, and what the provider saw of it. */
interface Capture {
  readonly run: EndedRun;
  readonly report: RequestReport;
  /** From the first request to the answer of the last. */
  readonly readingMs: number;
  /** Requests over HTTP, all places busy all the time. */
  readonly idealMs: number;
}

export const CAPTURE: Programme = {
  name: 'capture',
  about: `a capture of ${POLICIES} policies at ${LATENCY_MS} ms latency, ${AT_A_TIME} requests at a time`,
  run: async (say) => {
    const captures = await captureAll([], say);
    const ratios = captures.map(({ run, idealMs }) => run.wallMs / idealMs);
    const readings = captures.map(({ readingMs, idealMs }) => readingMs / idealMs);
    const [first] = captures;
    const requests = first === undefined ? '' : `${first.report.count} requests, ${first.report.batchParts} in batches`;
    return {
      measurements: [
        { ...ratio('Capture: wall time ÷ (requests × latency ÷ 8)', median(ratios), 1.2), detail: requests },
        ratio('  slowest of the captures', Math.max(...ratios)),
        ratio('  the reading alone', median(readings)),
        { what: '  wall time', measured: median(captures.map(({ run }) => run.wallMs)), unit: 'ms' },
        ratio('  counting the parts of batches as requests', median(captures.map(byParts))),
        outcomes(captures),
      ],
      facts: { captures: captures.map(summary) },
    };
  },
};

export const THROTTLED: Programme = {
  name: 'throttled',
  about: 'the same capture with one request in twenty refused for a second',
  run: async (say): Promise<Findings> => {
    const captures = await captureAll([THROTTLE], say);
    const verdicts = captures.map(({ report }) =>
      judgeThrottling(report.requests, { waitMs: RETRY_AFTER_MS, latencyMs: LATENCY_MS }),
    );
    const ratios = captures.map(({ run, idealMs }, index) => {
      const waits = (verdicts[index]?.refused ?? 0) * RETRY_AFTER_MS;
      return run.wallMs / (idealMs + waits / AT_A_TIME);
    });
    const total = (key: 'refused' | 'readTwice' | 'lost' | 'tooEarly'): number =>
      verdicts.reduce((sum, verdict) => sum + verdict[key], 0);
    return {
      measurements: [
        {
          ...ratio('Throttled: wall time ÷ (that + waits ÷ 8)', median(ratios), 1.3),
          detail: `${total('refused')} requests refused in ${captures.length} captures`,
        },
        ratio('  slowest of the captures', Math.max(...ratios)),
        { what: '  lost', measured: total('lost'), limit: 0, unit: '' },
        { what: '  read twice though answered', measured: total('readTwice'), limit: 0, unit: '' },
        { what: '  retried too early', measured: total('tooEarly'), limit: 0, unit: '' },
        { what: '  wall time', measured: median(captures.map(({ run }) => run.wallMs)), unit: 'ms' },
        outcomes(captures),
      ],
      facts: { captures: captures.map(summary), verdicts },
    };
  },
};

async function captureAll(faults: readonly Fault[], say: (sentence: string) => void): Promise<readonly Capture[]> {
  const stack = await startBenchStack({ tenants: TENANTS });
  try {
    const session = await signIn(stack.url);
    const captures: Capture[] = [];
    for (const { displayName, tenantId } of TENANTS) {
      const capture = await captureOne(stack, session, { displayName, tenantId, faults });
      say(`tenant ${displayName}: ${JSON.stringify(summary(capture))}`);
      captures.push(capture);
    }
    return captures;
  } finally {
    await stack.stop();
  }
}

async function captureOne(
  stack: BenchStack,
  session: Session,
  of: { readonly displayName: string; readonly tenantId: string; readonly faults: readonly Fault[] },
): Promise<Capture> {
  const provider = emulatedTenant(stack.emulatorUrl, of.tenantId);
  await provider.prepare();
  await provider.setFaults(of.faults);
  await provider.forgetRequests();
  const run = await captureTenant(stack, session, of.displayName);
  const report = await provider.requests();
  const times = report.requests.filter((request) => request.of === 'request').map(({ at }) => at);
  const readingMs = Math.max(...times) - Math.min(...times) + LATENCY_MS;
  return { run, report, readingMs, idealMs: (report.count * LATENCY_MS) / AT_A_TIME };
}

function ratio(what: string, measured: number, limit?: number): Measurement {
  return { what, measured, limit, unit: '×' };
}

function byParts({ run, report }: Capture): number {
  const batches = report.requests.filter(({ path }) => path === '$batch').length;
  return run.wallMs / (((report.count - batches + report.batchParts) * LATENCY_MS) / AT_A_TIME);
}

function outcomes(captures: readonly Capture[]): Measurement {
  const failed = captures.filter(({ run }) => run.outcome !== 'succeeded').length;
  return { what: '  captures that did not succeed', measured: failed, limit: 0, unit: '' };
}

function summary({ run, report, readingMs, idealMs }: Capture) {
  const { count, batchParts, mostAtOnce } = report;
  const { outcome, wallMs } = run;
  return { outcome, wallMs, readingMs, idealMs, requests: count, batchParts, mostAtOnce };
}
