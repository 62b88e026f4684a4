import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { INestApplication, Type } from '@nestjs/common';
import { apiClient, signIn, type ApiClient } from '@tenantatlas/testing';
import { seedDemo } from '../src/demo/demo-seed.js';
import { DEMO_PASSWORD } from '../src/modules/identity/index.js';
import { readConfig } from '../src/platform/config/index.js';
import { createServer } from '../src/server.js';
import { testDatabase, type TestDatabase } from './database.js';

type Settings = Readonly<Record<string, string>>;

/** The people of the demo seed. */
export type Person = 'owner' | 'operator' | 'auditor' | 'outsider';

/** A running API on a database of its own, with the demo's people in it. */
export interface RunningApi {
  readonly url: string;
  readonly database: TestDatabase;
  readonly app: INestApplication;
  readonly anonymous: ApiClient;
  /** Signs in as one of the demo's people. */
  as(person: Person): Promise<ApiClient>;
  /** A provider of the running application. */
  get<Service>(token: Type<Service>): Service;
  close(): Promise<void>;
}

/** The settings that a test's processes run under; what a test gives comes on top. */
export function testSettings(databaseUrl: string, more: Settings = {}): Settings {
  return {
    APP_ENV: 'development',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '4',
    ENCRYPTION_KEY: TEST_KEY,
    SEED_DEMO: 'true',
    LOG_LEVEL: 'fatal',
    HOST: '127.0.0.1',
    ...more,
  };
}

const TEST_KEY = randomBytes(32).toString('base64');

/** Starts the API on a free port. `database` shares another's instead of making one. */
export async function startApi({
  settings = {},
  database,
}: { settings?: Settings; database?: TestDatabase } = {}): Promise<RunningApi> {
  const own = database ?? (await testDatabase());
  const environment = testSettings(own.url, settings);
  if (database === undefined) await seedDemo(readConfig({ ...environment, APP_ENV: 'development' }));
  const app = await withEnvironment(environment, createServer);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    url,
    database: own,
    app,
    anonymous: apiClient(url),
    as: (person) => signIn(url, `${person}@demo.test`, DEMO_PASSWORD),
    get: (token) => app.get(token, { strict: false }),
    close: async () => {
      await app.close();
      if (database === undefined) await own.close();
    },
  };
}

/** The application reads its settings once, while it starts. */
async function withEnvironment<Result>(settings: Settings, work: () => Promise<Result>): Promise<Result> {
  const before = { ...process.env };
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const key of Object.keys(settings)) {
      if (before[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = before[key];
    }
  }
}
