import { join } from 'node:path';
import { buildAll } from '../build/build.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres/start.ts';
import { expectFreePort, LOOPBACK } from '../ports.ts';
import { signalProcess } from '../processes.ts';
import { ROOT } from '../root.ts';
import { demoConnections, demoTenants } from './demo-tenants.ts';
import { apiEnvironment, portOf, processEnvironment } from './environments.ts';
import { type LauncherLock, type OwnProcess, takeLock } from './launcher-lock.ts';
import { type LogFile, logFile } from './log-file.ts';
import { runOnce } from './one-off.ts';
import { keptSecrets, type Secrets, writePrivately } from './secrets.ts';
import { Service, type ServiceDescription } from './service.ts';
import type { LaunchSettings } from './settings.ts';

export interface StackOptions {
  readonly settings: LaunchSettings;
  /** The console is served by the API as it was bundled, or by Vite, which watches its sources. */
  readonly console: 'bundled' | 'vite';
  /** Settings of API and worker that are not for everybody, such as the times that a test does not want to wait for. */
  readonly apiSettings?: NodeJS.ProcessEnv;
  /** One sentence for the operator. */
  readonly say: (sentence: string) => void;
}

const SCRIPTS = {
  emulator: join(ROOT, 'tools/graph-emulator/dist/main.js'),
  prepare: join(ROOT, 'apps/api/dist/prepare.js'),
  api: join(ROOT, 'apps/api/dist/main.js'),
  worker: join(ROOT, 'apps/api/dist/worker.js'),
};

/** Everything that one operator on one machine needs: database, emulated provider, API, worker, console. */
export class Stack {
  readonly #options: StackOptions;
  readonly #lock: LauncherLock;
  readonly #secrets: Secrets;
  readonly #broken = Promise.withResolvers<Error>();
  #services: { emulator?: Service; api?: Service; worker?: Service } = {};
  #env: NodeJS.ProcessEnv | undefined;
  #oneOff: OwnProcess | undefined;
  #database: Promise<EmbeddedPostgres> | undefined;
  #stopping = false;

  private constructor(options: StackOptions, lock: LauncherLock, secrets: Secrets) {
    this.#options = options;
    this.#lock = lock;
    this.#secrets = secrets;
  }

  /** Settles, with the reason, when a part does not stay up. */
  get broken(): Promise<Error> {
    return this.#broken.promise;
  }

  /** The emulated provider's address, where there is one. */
  get emulatorUrl(): string | undefined {
    return this.#env?.EMULATOR_URL;
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** Whether people can sign in with the accounts of the demo. */
  get hasDemo(): boolean {
    return this.#options.settings.databaseUrl === undefined;
  }

  /** Takes the data folder; nothing runs yet. */
  static async take(options: StackOptions): Promise<Stack> {
    const { dataDir } = options.settings;
    const lock = await takeLock(dataDir, 'stack/run.mjs');
    return new Stack(options, lock, await keptSecrets(dataDir));
  }

  /** Starts every part, side by side where they do not need each other. @returns the address to open */
  async start(): Promise<string> {
    const { console } = this.#options;
    await expectFreePort(this.#options.settings.port);
    const compiled = buildAll('compile');
    const bundled = console === 'bundled' ? buildAll('bundle') : Promise.resolve();
    const [emulatorUrl, databaseUrl] = await settled([
      compiled.then(() => this.#provideEmulator()),
      this.#provideDatabase(),
      bundled,
    ]);
    this.#env = this.#apiEnvironment(databaseUrl, emulatorUrl);
    await this.#prepareDatabase(this.#env);
    return this.#startApi(this.#env);
  }

  /** Ends every part in the order in which they need each other; work in progress is handed back first. */
  async stop({ force = false } = {}): Promise<void> {
    this.#stopping = true;
    await this.#record();
    if (this.#oneOff !== undefined) signalProcess(this.#oneOff.pid, 'SIGTERM');
    const { worker, api, emulator } = this.#services;
    for (const service of [worker, api, emulator]) await service?.stop(force ? 0 : undefined);
    // It may be in the middle of its start; one that did not come up has said so to whoever started it.
    const database = await this.#database?.catch(() => undefined);
    await database?.stop();
    await this.#lock.release();
  }

  /** Starts the processes anew whose code has changed, with the database brought up to date before. */
  async reload(packages: ReadonlySet<string>): Promise<void> {
    const { worker, api, emulator } = this.#services;
    if (packages.has('@tenantatlas/graph-emulator') || packages.has('@tenantatlas/drift')) await emulator?.restart();
    if (this.#env === undefined || (packages.size === 1 && packages.has('@tenantatlas/graph-emulator'))) return;
    await this.#prepareDatabase(this.#env);
    await Promise.all([worker?.restart(), api?.restart()]);
  }

  async #provideDatabase(): Promise<string> {
    const { settings } = this.#options;
    if (settings.databaseUrl !== undefined) return settings.databaseUrl;
    const log = this.#log('postgres');
    this.#database = startEmbeddedPostgres({
      dataDir: join(settings.dataDir, 'postgres'),
      password: this.#secrets.databasePassword,
      log: log.append,
    });
    const { url, ended } = await this.#database;
    void ended.then(() => {
      if (!this.#stopping) this.#broken.resolve(new Error(`The database ended unexpectedly. Its log: ${log.path}`));
    });
    return url;
  }

  async #provideEmulator(): Promise<string | undefined> {
    const { settings } = this.#options;
    if (settings.emulator === 'off') return undefined;
    if (settings.emulator !== 'embedded') return settings.emulator.url;
    const configuration = join(settings.dataDir, 'emulator.json');
    const tenants = demoTenants(settings.exportsDir, this.#secrets.emulatorSecret);
    await writePrivately(configuration, JSON.stringify({ host: LOOPBACK, port: 0, tenants }));
    this.#services.emulator = this.#service({
      name: 'The Graph emulator',
      script: SCRIPTS.emulator,
      env: (lastUrl) => ({
        ...processEnvironment(process.env),
        GRAPH_EMULATOR_CONFIG: configuration,
        GRAPH_EMULATOR_PORT: lastUrl === undefined ? '0' : portOf(lastUrl),
      }),
      log: this.#log('emulator'),
      graceMs: 3_000,
    });
    return this.#services.emulator.start();
  }

  #apiEnvironment(databaseUrl: string, emulatorUrl: string | undefined): NodeJS.ProcessEnv {
    const { settings, apiSettings } = this.#options;
    const tenants =
      settings.emulator === 'embedded' ? demoTenants(settings.exportsDir, this.#secrets.emulatorSecret) : [];
    return apiEnvironment(
      { ...process.env, ...apiSettings },
      {
        databaseUrl,
        encryptionKey: this.#secrets.encryptionKey,
        emulatorUrl,
        demo: this.hasDemo ? demoConnections(tenants) : undefined,
      },
    );
  }

  async #prepareDatabase(env: NodeJS.ProcessEnv): Promise<void> {
    this.#expectWanted();
    const onProcess = (process: OwnProcess): void => {
      this.#oneOff = process;
      void this.#record();
    };
    const log = this.#log('prepare');
    await runOnce({ name: 'Preparing the database', script: SCRIPTS.prepare, env, log, onProcess });
    this.#oneOff = undefined;
  }

  async #startApi(env: NodeJS.ProcessEnv): Promise<string> {
    const { settings, console } = this.#options;
    const port = console === 'bundled' ? settings.port : 0;
    const api = this.#service({
      name: 'The API',
      script: SCRIPTS.api,
      env: (lastUrl) => ({
        ...env,
        PORT: lastUrl === undefined ? String(port) : portOf(lastUrl),
        WEB_DIST: console === 'bundled' ? join(ROOT, 'apps/web/dist') : undefined,
      }),
      log: this.#log('api'),
      graceMs: 8_000,
    });
    const worker = this.#service({
      name: 'The worker',
      script: SCRIPTS.worker,
      env: () => env,
      log: this.#log('worker'),
      graceMs: 25_000,
    });
    this.#services = { ...this.#services, api, worker };
    const [url] = await Promise.all([api.start(), worker.start()]);
    if (url === undefined) throw new Error('The API did not say which address it serves.');
    return url;
  }

  #service(description: ServiceDescription): Service {
    this.#expectWanted();
    return new Service(description, {
      say: this.#options.say,
      onProcess: () => void this.#record(),
      onGivenUp: (problem) => {
        this.#broken.resolve(problem);
      },
    });
  }

  /** A start that is under way when it is asked to stop must not begin anything more. */
  #expectWanted(): void {
    if (this.#stopping) throw new Error('Stopped before it was up.');
  }

  #log(name: string): LogFile {
    return logFile(join(this.#options.settings.dataDir, 'logs', `${name}.log`));
  }

  #record(): Promise<void> {
    const running = Object.values(this.#services).map((service) => service.process);
    const children = [...running, this.#oneOff].filter((child) => child !== undefined);
    return this.#lock.record({ stopping: this.#stopping, children });
  }
}

/** Like Promise.all, but a failure is told only when nothing is under way any more that would have to be stopped. */
async function settled<T extends readonly Promise<unknown>[]>(
  tasks: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(tasks);
  return await Promise.all(tasks);
}
