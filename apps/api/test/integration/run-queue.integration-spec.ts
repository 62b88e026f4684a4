import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { v7 } from 'uuid';
import {
  createRunQueue,
  type Dispatch,
  type QueueConsumer,
  type RunJob,
  type RunQueue,
} from '../../src/platform/queue/index.js';
import { aHandler } from '../operation-runs/a-handler.js';
import { startRunPlatform } from '../operation-runs/run-platform.js';
import { testDatabase, type TestDatabase } from '../database.js';
import { until } from '../until.js';

interface Backend {
  readonly name: string;
  readonly available: boolean;
  queue(databaseUrl: string): RunQueue;
  /** Makes the queue forget all it knows. */
  flush(databaseUrl: string): Promise<void>;
}

const onError = () => undefined;
const redisUrl = process.env['TEST_REDIS_URL'];

const BACKENDS: readonly Backend[] = [
  {
    name: 'Postgres',
    available: true,
    queue: (databaseUrl) => createRunQueue({ databaseUrl, onError }),
    flush: async (databaseUrl) => {
      const admin = new pg.Client({ connectionString: databaseUrl });
      await admin.connect();
      const { rows } = await admin.query<{ name: string }>(
        `SELECT format('bullmq.%I', table_name) AS name FROM information_schema.tables
         WHERE table_schema = 'bullmq' AND table_type = 'BASE TABLE' AND table_name LIKE '%job%'`,
      );
      expect(rows.length).toBeGreaterThan(0);
      await admin.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} CASCADE`);
      await admin.end();
    },
  },
  {
    name: 'Redis',
    available: redisUrl !== undefined,
    queue: (databaseUrl) => createRunQueue({ databaseUrl, redisUrl: redisUrl ?? '', onError }),
    flush: async () => {
      const admin = new Redis(redisUrl ?? '');
      await admin.flushall();
      await admin.quit();
    },
  },
];

for (const backend of BACKENDS) {
  (backend.available ? describe : describe.skip)(`the queue on ${backend.name}`, () => {
    let database: TestDatabase;
    const queues: RunQueue[] = [];
    const consumers: QueueConsumer[] = [];
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((one) => one.close()));
      await backend.flush(database.url);
      await Promise.all(queues.splice(0).map((one) => one.close()));
    });
    afterAll(() => database.close());

    const aQueue = () => {
      const queue = backend.queue(database.url);
      queues.push(queue);
      return queue;
    };
    const aDispatch = (number = 1): Dispatch => ({ workspaceId: v7(), runId: v7(), number });
    const answer = (queue: RunQueue, handle: (job: RunJob) => Promise<void>) => {
      consumers.push(queue.consume('provider', 2, handle));
    };

    it('brings a ring to one consumer of many, with ids and nothing else', async () => {
      const [one, two] = [aQueue(), aQueue()];
      const heard: RunJob[] = [];
      for (const queue of [one, two]) answer(queue, (job) => Promise.resolve(void heard.push(job)));
      const sent = Array.from({ length: 20 }, () => aDispatch());
      await Promise.all(sent.map((dispatch) => one.ring('provider', dispatch)));
      await until(
        () => heard.length,
        (count) => count >= sent.length,
      );
      const byId = (jobs: readonly RunJob[]) => jobs.toSorted((a, b) => (a.runId < b.runId ? -1 : 1));
      expect(byId(heard)).toEqual(byId(sent.map(({ workspaceId, runId }) => ({ workspaceId, runId }))));
    });

    it('takes two rings of one number for one, and the next number for another', async () => {
      const queue = aQueue();
      const dispatch = aDispatch();
      await queue.ring('provider', dispatch);
      await queue.ring('provider', dispatch);
      expect(await queue.depths()).toContainEqual({ queue: 'provider', waiting: 1, active: 0, delayed: 0 });
      await queue.ring('provider', { ...dispatch, number: 2 });
      expect(await queue.depths()).toContainEqual({ queue: 'provider', waiting: 2, active: 0, delayed: 0 });
    });

    it('knows whether a bell is ringing: waiting, being answered, or no more', async () => {
      const queue = aQueue();
      const dispatch = aDispatch();
      expect(await queue.isRinging('provider', dispatch)).toBe(false);
      await queue.ring('provider', dispatch);
      expect(await queue.isRinging('provider', dispatch)).toBe(true);
      const answering = Promise.withResolvers<undefined>();
      let answered = false;
      answer(queue, async () => {
        answered = true;
        await answering.promise;
      });
      await until(() => answered, Boolean);
      expect(await queue.isRinging('provider', dispatch)).toBe(true);
      answering.resolve(undefined);
      await until(
        () => queue.isRinging('provider', dispatch),
        (ringing) => !ringing,
      );
    });

    it('keeps nothing of a job that failed, so that its bell can ring again', async () => {
      const queue = aQueue();
      const dispatch = aDispatch();
      let calls = 0;
      answer(queue, () => {
        calls += 1;
        return Promise.reject(new Error('out of reach'));
      });
      await queue.ring('provider', dispatch);
      await until(
        () => queue.isRinging('provider', dispatch),
        (ringing) => !ringing && calls === 1,
      );
      await queue.ring('provider', dispatch);
      await until(
        () => calls,
        (count) => count === 2,
      );
    });

    it('does not let work of seconds wait behind work of minutes', async () => {
      const queue = aQueue();
      const heard: string[] = [];
      consumers.push(queue.consume('light', 1, ({ runId }) => Promise.resolve(void heard.push(runId))));
      const [slow, quick] = [aDispatch(), aDispatch()];
      await queue.ring('provider', slow);
      await queue.ring('light', quick);
      await until(
        () => heard,
        (ids) => ids.includes(quick.runId),
      );
      expect(heard).toEqual([quick.runId]);
    });

    it('takes nothing more when it closes, and waits for what it answers', async () => {
      const queue = aQueue();
      const answering = Promise.withResolvers<undefined>();
      const log: string[] = [];
      const consumer = queue.consume('provider', 1, async () => {
        log.push('begun');
        await answering.promise;
        log.push('done');
      });
      await queue.ring('provider', aDispatch());
      await until(
        () => log.length,
        (count) => count === 1,
      );
      await queue.ring('provider', aDispatch());
      const closed = consumer.close().then(() => log.push('closed'));
      answering.resolve(undefined);
      await closed;
      expect(log).toEqual(['begun', 'done', 'closed']);
    });

    it('may forget all it knows: an accepted run is executed all the same', async () => {
      const runs = await startRunPlatform({
        handlers: [aHandler()],
        queue: (url) => backend.queue(url),
        config: { REAPER_MS: '200', LEASE_MS: '5000' },
      });
      try {
        const run = await runs.begin();
        await until(
          () => runs.sql('SELECT 1 FROM run_dispatches WHERE run_id = $1 AND relayed_at IS NOT NULL', [run.id]),
          (relayed) => relayed.length === 1,
        );
        await backend.flush(runs.url);
        const worker = runs.worker();
        worker.onApplicationBootstrap();
        runs.reaper.onApplicationBootstrap();
        await until(
          () => runs.read(run.id),
          ({ outcome }) => outcome === 'succeeded',
        );
        await worker.onModuleDestroy();
        await runs.reaper.beforeApplicationShutdown();
      } finally {
        await runs.close();
      }
    });
  });
}
