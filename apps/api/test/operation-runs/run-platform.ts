import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { RunType } from '@tenantatlas/ops-ux';
import { v7 } from 'uuid';
import { AuditLog } from '../../src/modules/audit/audit-log.js';
import { Notifications } from '../../src/modules/notifications/notifications.js';
import { OperationRunService } from '../../src/modules/operation-runs/operation-run.service.js';
import type { Initiator, StartRequest } from '../../src/modules/operation-runs/run-handler.js';
import { RunReaper } from '../../src/modules/operation-runs/run-reaper.js';
import { RunRegistry } from '../../src/modules/operation-runs/run-registry.js';
import { RunRelay } from '../../src/modules/operation-runs/run-relay.js';
import { RunStarter, type StartResult } from '../../src/modules/operation-runs/run-starter.js';
import { RunWorker } from '../../src/modules/operation-runs/run-worker.js';
import { RunQueries } from '../../src/modules/operation-runs/run.queries.js';
import type { RunRow } from '../../src/modules/operation-runs/run.row.js';
import { readConfig, type AppConfig } from '../../src/platform/config/config.js';
import { appDataSource } from '../../src/platform/database/data-source.js';
import { SystemDatabase } from '../../src/platform/database/system-database.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../src/platform/database/workspace-database.js';
import { FanOut, type FanOutTransport, type Message } from '../../src/platform/pubsub/index.js';
import type { Dispatch, QueueName, RunQueue } from '../../src/platform/queue/index.js';
import { testDatabase } from '../database.js';
import { aHandler, type TestHandler, type TestInput } from './a-handler.js';

/** All that runs need of a process, on a database of its own, put together as the app does it. */
export interface RunPlatform {
  readonly url: string;
  readonly config: AppConfig;
  readonly database: WorkspaceDatabase;
  readonly registry: RunRegistry;
  readonly service: OperationRunService;
  readonly starter: RunStarter;
  readonly relay: RunRelay;
  readonly reaper: RunReaper;
  readonly queries: RunQueries;
  readonly fanOut: FanOut;
  readonly workspaceId: string;
  readonly tenantId: string;
  readonly person: Initiator;
  /** Every wake-up of a run, in the order of sending. */
  readonly wakeUps: readonly Message<'runs'>[];
  worker(): RunWorker;
  addTenant(): Promise<string>;
  start(more?: Partial<StartRequest<TestInput>>): Promise<StartResult>;
  /** Starts a run that nobody else started, and returns it. */
  begin(more?: Partial<StartRequest<TestInput>>): Promise<RunRow>;
  read(runId: string): Promise<RunRow>;
  run<Result>(work: (tx: WorkspaceTx) => Promise<Result>): Promise<Result>;
  sql<Row extends object>(statement: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** What the log says of a run, and how often its initiator was told of its end. */
  traces(runId: string): Promise<{ audit: string[]; notifications: number }>;
  close(): Promise<void>;
}

export interface RunPlatformOptions {
  readonly handlers?: readonly TestHandler[];
  readonly queue?: (url: string) => RunQueue;
  readonly config?: Readonly<Record<string, string>>;
}

export async function startRunPlatform({
  handlers = [aHandler()],
  queue: makeQueue = silentQueue,
  config: more = {},
}: RunPlatformOptions = {}): Promise<RunPlatform> {
  // Failures are what these tests bring about on purpose.
  Logger.overrideLogger(false);
  const { url, close } = await testDatabase();
  const config = readConfig({ DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64'), ...more });
  const source = await appDataSource(url, 10, 'run tests').initialize();
  const database = new WorkspaceDatabase(source);
  const system = new SystemDatabase(source);
  const registry = new RunRegistry();
  for (const handler of handlers) registry.register(handler);
  const fanOut = new FanOut(withinProcess(), (error) => {
    throw error;
  });
  await fanOut.start();
  const wakeUps: Message<'runs'>[] = [];
  fanOut.subscribe('runs', (message) => wakeUps.push(message));
  const queue = makeQueue(url);
  const relay = new RunRelay(system, registry, queue, config);
  const audit = new AuditLog();
  const service = new OperationRunService(database, registry, relay, audit, new Notifications(fanOut), fanOut, config);
  const starter = new RunStarter(database, registry, relay, audit, fanOut);
  const queries = new RunQueries(database);
  const workspaceId = v7();
  const userId = v7();
  const run = <Result>(work: (tx: WorkspaceTx) => Promise<Result>) => database.run(workspaceId, work);
  const sql: RunPlatform['sql'] = (statement, parameters) => run((tx) => tx.query(statement, parameters));
  await system.query(`INSERT INTO users (id, email, name) VALUES ($1, $2, 'Olga Owner')`, [
    userId,
    `${userId}@demo.test`,
  ]);
  await sql(`INSERT INTO workspaces (id, slug, name) VALUES ($1, $2, 'Demo')`, [workspaceId, `w-${workspaceId}`]);
  const addTenant = async () => {
    const id = v7();
    await sql(`INSERT INTO managed_tenants (workspace_id, id, name) VALUES ($1, $2, 'Contoso')`, [workspaceId, id]);
    return id;
  };
  const tenantId = await addTenant();
  const person: Initiator = { kind: 'user', id: userId, userId, name: 'Olga Owner', ip: '192.0.2.1' };
  const start: RunPlatform['start'] = (request) =>
    starter.start({
      type: 'inventory.sync' satisfies RunType,
      workspaceId,
      tenantId,
      input: { scope: v7() },
      initiator: person,
      ...request,
    });
  return {
    url,
    config,
    database,
    registry,
    service,
    starter,
    relay,
    queries,
    fanOut,
    workspaceId,
    tenantId,
    person,
    wakeUps,
    run,
    sql,
    addTenant,
    start,
    reaper: new RunReaper(service, registry, system, queue, config),
    worker: () => new RunWorker(service, registry, queue, fanOut, config),
    async begin(request) {
      const result = await start(request);
      if (result.kind !== 'started') throw new Error(`the start was blocked: ${result.reason.code}`);
      return result.run;
    },
    async read(runId) {
      const row = await queries.find(workspaceId, runId);
      if (row === undefined) throw new Error('there is no such run');
      return row;
    },
    async traces(runId) {
      const audit = await sql<{ line: string }>(
        `SELECT action || ' ' || result AS line FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
        [runId],
      );
      const notifications = await sql('SELECT 1 FROM notifications WHERE run_id = $1', [runId]);
      return { audit: audit.map(({ line }) => line), notifications: notifications.length };
    },
    async close() {
      await relay.beforeApplicationShutdown();
      await queue.close();
      await fanOut.close();
      await source.destroy();
      await close();
    },
  };
}

/** A queue that keeps what is rung and never answers: then the test is the only executor. */
export function silentQueue(): RunQueue & { readonly rings: readonly (Dispatch & { queue: QueueName })[] } {
  const rings: (Dispatch & { queue: QueueName })[] = [];
  return {
    rings,
    ring(queue, dispatch) {
      rings.push({ ...dispatch, queue });
      return Promise.resolve();
    },
    isRinging: () => Promise.resolve(false),
    depths: () => Promise.resolve([]),
    consume: () => ({ close: () => Promise.resolve() }),
    close: () => Promise.resolve(),
  };
}

function withinProcess(): FanOutTransport {
  let deliver: Parameters<FanOutTransport['listen']>[0] = () => undefined;
  return {
    send(envelopes) {
      envelopes.forEach(deliver);
      return Promise.resolve();
    },
    listen(onEnvelope) {
      deliver = onEnvelope;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
}
