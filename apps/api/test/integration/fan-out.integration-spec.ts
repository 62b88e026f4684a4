import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { v7 } from 'uuid';
import { FanOut, postgresTransport, redisTransport, type FanOutTransport } from '../../src/platform/pubsub/index.js';
import { testDatabase, type TestDatabase } from '../database.js';
import { until } from '../until.js';

interface Medium {
  readonly name: string;
  readonly available: boolean;
  open(): Promise<void>;
  transport(): FanOutTransport;
  /** Breaks the connection on which one process listens, as a restart of the server would. */
  breakListeners(): Promise<void>;
  close(): Promise<void>;
}

function postgres(): Medium {
  let database: TestDatabase;
  return {
    name: 'Postgres',
    available: true,
    open: async () => void (database = await testDatabase()),
    transport: () => postgresTransport(database.url),
    breakListeners: async () => {
      const admin = new pg.Client({ connectionString: database.url });
      await admin.connect();
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'tenantatlas-listen'`,
      );
      await admin.end();
    },
    close: () => database.close(),
  };
}

function redis(): Medium {
  const url = process.env['TEST_REDIS_URL'] ?? '';
  return {
    name: 'Redis',
    available: url !== '',
    open: () => Promise.resolve(),
    transport: () => redisTransport(url),
    breakListeners: async () => {
      const admin = new Redis(url);
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      await admin.quit();
    },
    close: () => Promise.resolve(),
  };
}

for (const medium of [postgres(), redis()]) {
  (medium.available ? describe : describe.skip)(`the fan-out on ${medium.name}`, () => {
    const open: FanOut[] = [];
    beforeAll(() => medium.open());
    afterAll(() => medium.close());
    afterEach(async () => {
      await Promise.all(open.splice(0).map((one) => one.close()));
    });

    /** A process of its own, as far as the medium can tell. */
    async function aProcess() {
      const errors: unknown[] = [];
      const fanOut = new FanOut(medium.transport(), (error) => errors.push(error));
      await fanOut.start();
      open.push(fanOut);
      const heard: number[] = [];
      const runId = v7();
      let gaps = 0;
      fanOut.subscribe('runs', ({ revision }) => heard.push(revision));
      fanOut.onGap(() => (gaps += 1));
      return {
        fanOut,
        heard,
        errors,
        gaps: () => gaps,
        tell: (revision: number) => {
          fanOut.publish('runs', { workspaceId: runId, runId, revision, urgent: false });
        },
      };
    }

    it('delivers every message to all processes, the sender included, in order', async () => {
      const [one, two, three] = await Promise.all([aProcess(), aProcess(), aProcess()]);
      const sent = Array.from({ length: 500 }, (_, index) => index);
      sent.forEach(one.tell);
      for (const { heard } of [one, two, three]) {
        await until(
          () => heard.length,
          (count) => count >= sent.length,
        );
        expect(heard).toEqual(sent);
      }
    });

    it('sends what was published just before it closes', async () => {
      const [one, two] = await Promise.all([aProcess(), aProcess()]);
      one.tell(7);
      await one.fanOut.close();
      open.splice(open.indexOf(one.fanOut), 1);
      await until(
        () => two.heard,
        (heard) => heard.includes(7),
      );
    });

    it('tells a gap after a lost connection, and hears again from then on', async () => {
      const [one, two] = await Promise.all([aProcess(), aProcess()]);
      await medium.breakListeners();
      await until(
        () => [one.gaps(), two.gaps()],
        (gaps) => gaps.every((count) => count > 0),
      );
      one.tell(1);
      await until(
        () => two.heard,
        (heard) => heard.includes(1),
      );
      await medium.breakListeners();
      await until(
        () => two.gaps(),
        (gaps) => gaps > 1,
      );
      one.tell(2);
      await until(
        () => two.heard,
        (heard) => heard.includes(2),
      );
    });
  });
}
