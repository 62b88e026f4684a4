import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type EmulatedTenant, type RunningEmulator } from '@tenantatlas/graph-emulator';
import pg from 'pg';
import { startApi, type RunningApi } from '../app.js';
import { until } from '../until.js';
import { buildWorker, startWorkerProcess, type WorkerProcess } from '../worker-process.js';

const APP = { clientId: 'app', clientSecret: 'the-secret' };
const POLICIES = 60;

/** A tenant that answers in pages and not at once, so that a capture of it has many places to die at. */
const tenants = (count: number): EmulatedTenant[] =>
  Array.from({ length: count }, (_, index) => ({
    tenantId: randomUUID(),
    displayName: `Kill ${String(index).padStart(2, '0')}`,
    source: { kind: 'generated', policies: POLICIES, seed: 'kill' },
    credentials: [APP],
    latencyMs: 15,
    pageSize: 10,
  }));

interface Mark {
  readonly state: string;
}

interface StoredRun {
  readonly status: string;
  readonly outcome: string;
  readonly attempt: number;
  readonly phase: string | null;
  readonly marks: Readonly<Record<string, Mark>> | null;
}

/** What a place to die at may look at and take hold of. */
interface Scene {
  requests(): number;
  /** How often the settings of a policy were asked for, alone or in a batch. */
  contents(): number;
  run(): Promise<StoredRun>;
  /** Keeps everybody from writing to a table, until let go. */
  block(table: string): Promise<void>;
  /** Resolves when somebody waits for what is blocked. */
  blocked(): Promise<void>;
}

const when = (isSo: () => boolean) => until(() => isSo(), Boolean);

const PLACES: readonly { readonly place: string; readonly reached: (scene: Scene) => Promise<unknown> }[] = [
  { place: 'before the first page', reached: (scene) => when(() => scene.requests() >= 1) },
  { place: 'with the first pages in flight', reached: (scene) => when(() => scene.requests() >= 4) },
  { place: 'between pages', reached: (scene) => when(() => scene.requests() >= 12) },
  { place: 'late in the listing', reached: (scene) => when(() => scene.requests() >= 24) },
  {
    place: 'within the checkpoint of a page',
    reached: async (scene) => {
      await scene.block('baseline_items');
      await scene.blocked();
    },
  },
  {
    place: 'as it begins to read content',
    reached: (scene) =>
      until(
        () => scene.run(),
        ({ phase }) => phase === 'evidence_capture' || phase === 'snapshot' || phase === 'finalize',
      ),
  },
  { place: 'while it reads content', reached: (scene) => when(() => scene.contents() >= 3) },
  {
    place: 'within the checkpoint of content',
    reached: async (scene) => {
      await when(() => scene.contents() >= 1);
      await scene.block('policy_contents');
      await scene.blocked();
    },
  },
  {
    place: 'before the terminal commit',
    reached: async (scene) => {
      await scene.block('notifications');
      await scene.blocked();
    },
  },
  {
    place: 'after the terminal commit',
    reached: (scene) =>
      until(
        () => scene.run(),
        ({ status }) => status === 'completed',
      ),
  },
];

describe('a worker that is killed in the middle of a capture', () => {
  const settings = {
    LEASE_MS: '1500',
    HEARTBEAT_MS: '400',
    REAPER_MS: '300',
    RELAY_MS: '200',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const served = tenants(PLACES.length);
  let emulator: RunningEmulator;
  let api: RunningApi;
  let worker: WorkerProcess;
  let blocker: pg.Client;
  let observer: pg.Client;

  beforeAll(async () => {
    await buildWorker();
    emulator = await startEmulator({ tenants: served });
    const demo = served.map(({ tenantId, displayName }) => ({ directoryId: tenantId, name: displayName, ...APP }));
    Object.assign(settings, { EMULATOR_URL: emulator.url, DEMO_TENANTS: JSON.stringify(demo) });
    api = await startApi({ settings });
    [blocker, observer] = [new pg.Client(api.database.url), new pg.Client(api.database.url)];
    await Promise.all([blocker.connect(), observer.connect()]);
    worker = await startWorkerProcess(api.database.url, settings);
  }, 60_000);

  afterAll(async () => {
    await worker.stop();
    await Promise.all([blocker.end(), observer.end()]);
    await api.close();
    await emulator.close();
  });

  it.each(PLACES.map(({ place, reached }, index) => ({ place, reached, index })))(
    'ends once, reads no checkpointed page again and misses nothing: $place',
    async ({ reached, index }) => {
      const tenant = served[index]?.tenantId ?? '';
      const runId = await startCapture(index);
      const run = () => storedRun(runId);
      const log = () => emulator.control.requests(tenant).requests;
      await reached({
        run,
        requests: () => log().filter(({ of }) => of === 'request').length,
        contents: () => log().filter(({ path }) => path.endsWith('/settings')).length,
        block: async (table) => {
          await blocker.query('BEGIN');
          await blocker.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
        },
        blocked: () =>
          until(
            async () => (await observer.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rowCount,
            (waiting) => waiting !== 0,
          ).then(() => undefined),
      });
      await worker.kill();
      const killed = await run();
      const seen = log().length;
      await blocker.query('ROLLBACK');
      worker = await startWorkerProcess(api.database.url, settings);

      const ended = await until(run, ({ status }) => status === 'completed', 30_000);
      expect(ended.outcome).toBe('succeeded');
      expect(await tracesOf(runId)).toEqual({ ends: 1, notifications: 1, snapshots: 1, items: POLICIES });
      const read = Object.entries(killed.marks ?? {}).flatMap(([path, mark]) => (mark.state === 'read' ? [path] : []));
      const again = log()
        .slice(seen)
        .filter(({ of, path }) => of === 'request' && read.includes(path));
      expect(again).toEqual([]);
      expect(mostReadings(log())).toBeLessThanOrEqual(2);
    },
    60_000,
  );

  async function startCapture(index: number): Promise<string> {
    const owner = await api.as('owner');
    const { workspace } = await owner.query<{
      workspace: {
        tenants: { nodes: { id: string; name: string }[] };
        baselineProfiles: { nodes: { id: string; name: string }[] };
      };
    }>(
      '{ workspace(slug: "demo") { tenants(first: 100) { nodes { id name } } baselineProfiles { nodes { id name } } } }',
    );
    const tenantId = workspace.tenants.nodes.find(({ name }) => name === served[index]?.displayName)?.id;
    const profileId = workspace.baselineProfiles.nodes.find(({ name }) => name === 'Company baseline')?.id;
    const started = await owner.query<{ startBaselineCapture: { run: { id: string } } }>(
      'mutation ($p: ID!, $t: ID!) { startBaselineCapture(baselineProfileId: $p, sourceTenantId: $t) { ... on OperationStarted { run { id } } } }',
      { p: profileId, t: tenantId },
    );
    return started.startBaselineCapture.run.id;
  }

  async function storedRun(runId: string): Promise<StoredRun> {
    const { rows } = await observer.query<StoredRun>(
      `SELECT status, outcome, attempt, context #>> '{progress,phase}' AS phase, context #> '{resume,marks}' AS marks
       FROM operation_runs WHERE id = $1`,
      [runId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('there is no such run');
    return row;
  }

  async function tracesOf(runId: string) {
    const { rows } = await observer.query<object>(
      `SELECT (SELECT count(*)::int FROM audit_entries WHERE subject_id = $1 AND action = 'operation_run.completed') AS ends,
              (SELECT count(*)::int FROM notifications WHERE run_id = $1) AS notifications,
              (SELECT count(*)::int FROM baseline_snapshots WHERE run_id = $1 AND sealed_at IS NOT NULL) AS snapshots,
              (SELECT item_count FROM baseline_snapshots WHERE run_id = $1) AS items`,
      [runId],
    );
    return rows[0];
  }
});

/** How often the same page or the same part of a policy was asked for at most: once, and once more where it was in flight. */
function mostReadings(
  requests: readonly { readonly path: string; readonly query: string; readonly of: string }[],
): number {
  const counts = new Map<string, number>();
  for (const { of, path, query } of requests) {
    if (of === 'token' || path === '$batch') continue;
    counts.set(`${path}?${query}`, (counts.get(`${path}?${query}`) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
