import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '@tenantatlas/stack/root.ts';
import type { BrowserContext } from 'playwright-core';
import { inBrowser, type SignedInBrowser } from '../browser/chromium.ts';
import { median } from '../measures/statistics.ts';
import type { Measurement, Programme } from '../programme.ts';
import { captureTenant, endOf } from '../stack/captures.ts';

const SLOWDOWN = 4;
const LOADS = 5;
const KIB = 1024;
const DIST = join(ROOT, 'apps/web/dist');
const SIGN_IN = '/sign-in';
const ROUTES = [
  '/operations',
  '/tenants',
  '/baselines',
  '/inventory',
  '/notifications',
  '/settings/tokens',
  '/support',
];

export const PAGE: Programme = {
  name: 'page',
  about: `how soon the console shows itself with ${SLOWDOWN}× CPU throttling, and how much script it loads`,
  run: () =>
    inBrowser(async (signedIn) => {
      const { newContext } = signedIn;
      const paints: [string, number][] = [];
      for (const route of [SIGN_IN, '/operations', '/baselines']) {
        paints.push([route, await largestPaint(signedIn, route)]);
      }
      const [slowest] = paints.toSorted((a, b) => b[1] - a[1]);
      const visits: (readonly [route: string, scripts: ReadonlySet<string>])[] = [];
      for (const route of [...ROUTES, ...(await detailRoutes(signedIn))]) {
        visits.push([route, await scriptsOf(await newContext(), route)]);
      }
      // The entry and the shell around every page; what a page loads beside them is its own.
      const initial = visits.map(([, scripts]) => scripts).reduce((common, scripts) => common.intersection(scripts));
      const more: [string, number][] = [];
      for (const [route, scripts] of visits) more.push([route, await packedBytes(scripts.difference(initial))]);
      const [heaviest] = more.toSorted((a, b) => b[1] - a[1]);
      const limits: Measurement[] = [
        {
          what: `Largest contentful paint at ${SLOWDOWN}× CPU throttling, slowest page`,
          measured: slowest?.[1] ?? Number.NaN,
          limit: 1500,
          unit: 'ms',
          detail: `${slowest?.[0] ?? ''}, median of ${LOADS} loads with an empty cache`,
        },
        {
          what: 'Initial JavaScript with the shell, gzip',
          measured: (await packedBytes(initial)) / KIB,
          limit: 200,
          unit: 'KiB',
        },
        {
          what: '  what the heaviest page loads more',
          measured: (heaviest?.[1] ?? Number.NaN) / KIB,
          limit: 100,
          unit: 'KiB',
          detail: heaviest?.[0].replace(/[0-9a-f-]{36}/, ':id'),
        },
      ];
      return { measurements: limits, facts: { paints, more } };
    }),
};

/** Pages of one thing each: a run, a tenant, a baseline and its snapshot. */
async function detailRoutes({ stack, session }: SignedInBrowser): Promise<readonly string[]> {
  const { id } = await captureTenant(stack, session, 'Contoso');
  await endOf(stack, id);
  const { operationRun: run } = await session.ask<{
    operationRun: { tenant: { id: string }; related: readonly { kind: string; id: string }[] };
  }>('query ($id: ID!) { operationRun(id: $id) { tenant { id } related { kind id } } }', { id });
  const related = (kind: string): string => run.related.find((one) => one.kind === kind)?.id ?? '';
  return [
    `/operations/${id}`,
    `/tenants/${run.tenant.id}`,
    `/baselines/${related('baseline_profile')}`,
    `/baselines/snapshots/${related('baseline_snapshot')}`,
  ];
}

function signedOut({ browser, stack }: SignedInBrowser): Promise<BrowserContext> {
  return browser.newContext({ baseURL: stack.url });
}

async function largestPaint(signedIn: SignedInBrowser, route: string): Promise<number> {
  const samples: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const context = await (route === SIGN_IN ? signedOut(signedIn) : signedIn.newContext());
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.goto(route, { waitUntil: 'networkidle' });
    samples.push(await page.evaluate(readLargestPaint));
    await context.close();
  }
  return median(samples);
}

/** Runs in the page, when nothing is loaded any more. */
function readLargestPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN);
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}

/** Everything that opening a page directly loads. */
async function scriptsOf(context: BrowserContext, route: string): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  const page = await context.newPage();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) paths.add(pathname);
  });
  await page.goto(route, { waitUntil: 'networkidle' });
  await context.close();
  return paths;
}

async function packedBytes(paths: ReadonlySet<string>): Promise<number> {
  const sizes = await Promise.all([...paths].map(async (path) => gzipSync(await readFile(join(DIST, path))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}
