import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildPackage } from '@tenantatlas/stack/build/build.ts';
import { workspacePackages } from '@tenantatlas/stack/build/packages.ts';
import { startEmbeddedPostgres } from '@tenantatlas/stack/embedded-postgres/start.ts';
import { type EmulatedTenant, demoConnections } from '@tenantatlas/stack/launch/demo-tenants.ts';
import { apiEnvironment, processEnvironment } from '@tenantatlas/stack/launch/environments.ts';
import { logFile } from '@tenantatlas/stack/launch/log-file.ts';
import { runOnce } from '@tenantatlas/stack/launch/one-off.ts';
import { writePrivately } from '@tenantatlas/stack/launch/secrets.ts';
import { Service } from '@tenantatlas/stack/launch/service.ts';
import { LOOPBACK } from '@tenantatlas/stack/ports.ts';
import { ROOT } from '@tenantatlas/stack/root.ts';
import { databaseIn, removeDeadFolders, throwawayFolder } from '@tenantatlas/stack/test-services/throwaway.ts';
import pg from 'pg';

export interface BenchStackOptions {
  /** The tenants that the emulator serves and the demo workspace is connected to. */
  readonly tenants: readonly EmulatedTenant[];
  /** Whether the API serves the console too. */
  readonly withConsole?: boolean;
  /** Whether the database notes when each transaction was committed. */
  readonly withCommitTimes?: boolean;
}

/** The product's own processes on data of their own, under the launcher's own settings. */
export interface BenchStack {
  readonly url: string;
  readonly emulatorUrl: string;
  /** As the owner of the database, past row-level security. */
  readonly database: pg.Pool;
  readonly databaseUrl: string;
  readonly stop: () => Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** Ends whatever is still running, as when the benchmarks are stopped in the middle. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}

/** @throws where a part does not come up; what had come up is stopped then */
export async function startBenchStack(options: BenchStackOptions): Promise<BenchStack> {
  await removeDeadFolders();
  const folder = await throwawayFolder();
  const endings: (() => Promise<unknown>)[] = [folder.remove];
  const stop = async (): Promise<void> => {
    running.delete(stop);
    for (const end of endings.splice(0).reverse()) await end();
  };
  running.add(stop);
  try {
    await build(options.withConsole ? ['compile', 'bundle'] : ['compile']);
    return { ...(await startParts(options, folder.path, endings)), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function startParts(
  options: BenchStackOptions,
  folder: string,
  endings: (() => Promise<unknown>)[],
): Promise<Omit<BenchStack, 'stop'>> {
  const log = (name: string) => logFile(join(folder, 'logs', `${name}.log`));
  const service = (name: string, script: string, env: NodeJS.ProcessEnv): Service => {
    const description = { name, script: join(ROOT, script), env: () => env, log: log(name), graceMs: 8_000 };
    const begun = new Service(description, {
      say: (sentence) => {
        console.error(sentence);
      },
      onProcess: () => undefined,
      onGivenUp: (problem) => {
        console.error(problem);
      },
    });
    endings.push(() => begun.stop());
    return begun;
  };

  const databaseUrl = await startDatabase(options, folder, endings);
  const configuration = join(folder, 'emulator.json');
  await writePrivately(configuration, JSON.stringify({ host: LOOPBACK, port: 0, tenants: options.tenants }));
  const emulatorEnv = { ...processEnvironment(process.env), GRAPH_EMULATOR_CONFIG: configuration };
  const emulatorUrl = expectUrl(await service('emulator', 'tools/graph-emulator/dist/main.js', emulatorEnv).start());
  const env = {
    ...apiEnvironment(process.env, {
      databaseUrl,
      encryptionKey: randomBytes(32).toString('base64'),
      emulatorUrl,
      demo: demoConnections(options.tenants),
    }),
    PORT: '0',
    WEB_DIST: options.withConsole ? join(ROOT, 'apps/web/dist') : undefined,
  };
  const script = join(ROOT, 'apps/api/dist/prepare.js');
  await runOnce({ name: 'Preparing the database', script, env, log: log('prepare'), onProcess: () => undefined });
  const [url] = await Promise.all([
    service('api', 'apps/api/dist/main.js', env).start(),
    service('worker', 'apps/api/dist/worker.js', env).start(),
  ]);
  const database = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  endings.push(() => database.end());
  return { url: expectUrl(url), emulatorUrl, database, databaseUrl };
}

async function startDatabase(
  { withCommitTimes }: BenchStackOptions,
  folder: string,
  endings: (() => Promise<unknown>)[],
): Promise<string> {
  const options = { dataDir: databaseIn(folder), password: randomBytes(24).toString('base64url') };
  let server = await startEmbeddedPostgres(options);
  if (withCommitTimes) {
    const owner = new pg.Client({ connectionString: server.url });
    await owner.connect();
    await owner.query('ALTER SYSTEM SET track_commit_timestamp = on').finally(() => owner.end());
    // Postgres reads this setting only when it starts.
    await server.stop();
    server = await startEmbeddedPostgres(options);
  }
  endings.push(server.stop);
  return server.url;
}

/** Builds what changed, as every start does. */
async function build(kinds: readonly ('compile' | 'bundle')[]): Promise<void> {
  const packages = workspacePackages();
  const wanted = packages.filter((item) => item.build !== undefined && kinds.includes(item.build));
  await Promise.all(wanted.map((item) => buildPackage(item, packages)));
}

function expectUrl(url: string | undefined): string {
  if (url === undefined) throw new Error('A part that serves an address did not say which.');
  return url;
}
