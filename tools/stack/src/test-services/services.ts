import { startEmbeddedPostgres } from '../embedded-postgres/start.ts';
import { startThrowawayRedis } from './redis.ts';
import { databaseIn, removeDeadFolders, throwawayFolder } from './throwaway.ts';

interface TestServices {
  readonly stop: () => Promise<void>;
}

let running: Promise<TestServices> | undefined;

/**
 * Starts the real services that integration tests run against, once for a whole run of tests.
 *
 * Sets `TEST_DATABASE_URL` (the owner of an empty server) and, where the system has a Redis or `REDIS_URL` names one,
 * `TEST_REDIS_URL`. A server that is given by these variables is used as it is.
 */
export async function startTestServices(): Promise<void> {
  running ??= start();
  await running;
}

/** Ends them and removes their data. */
export async function stopTestServices(): Promise<void> {
  const services = await running;
  running = undefined;
  await services?.stop();
}

async function start(): Promise<TestServices> {
  const stops = await Promise.all([provideDatabase(), provideRedis()]);
  return {
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

async function provideDatabase(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return nothingToStop;
  await removeDeadFolders();
  const folder = await throwawayFolder();
  const database = await startEmbeddedPostgres({ dataDir: databaseIn(folder.path), durability: 'throwaway' });
  process.env.TEST_DATABASE_URL = database.url;
  return async () => {
    delete process.env.TEST_DATABASE_URL;
    await database.stop();
    await folder.remove();
  };
}

async function provideRedis(): Promise<() => Promise<void>> {
  if (process.env.TEST_REDIS_URL) return nothingToStop;
  if (process.env.REDIS_URL) {
    process.env.TEST_REDIS_URL = process.env.REDIS_URL;
    return nothingToStop;
  }
  const redis = await startThrowawayRedis();
  if (redis === undefined) return nothingToStop;
  process.env.TEST_REDIS_URL = redis.url;
  return async () => {
    delete process.env.TEST_REDIS_URL;
    await redis.stop();
  };
}

async function nothingToStop(): Promise<void> {
  // Somebody else started it.
}
