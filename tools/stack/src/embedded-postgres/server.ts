import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { freePort, isPortFree } from '../ports.ts';
import { stopProcess } from '../processes.ts';
import { type Account } from './account.ts';
import { type PostgresPrograms } from './binaries.ts';
import { guardServer } from '../guard.ts';
import { STOP_POSTGRES } from './leftover.ts';
import { type Durability, serverArguments } from './settings.ts';

/** A server that accepts connections. */
export interface RunningServer {
  readonly port: number;
  readonly pid: number;
  /** Settles when the server has ended, asked to or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ServerStart {
  readonly programs: PostgresPrograms;
  readonly dataDir: string;
  readonly account: Account | undefined;
  readonly durability: Durability;
  /** Used where it is free; another one otherwise. */
  readonly preferredPort: number | undefined;
  readonly log: (line: string) => void;
}

const START_WITHIN_MS = 30_000;
const ATTEMPTS = 3;

/** Starts the server on a free port. A port can be lost to somebody else in between, therefore a few attempts. */
export async function startServer(start: ServerStart): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(attempt === 1 ? start.preferredPort : undefined);
    try {
      return await startOn(port, start);
    } catch (problem) {
      if (attempt === ATTEMPTS || (await isPortFree(port))) throw problem;
    }
  }
}

async function choosePort(preferred: number | undefined): Promise<number> {
  return preferred !== undefined && (await isPortFree(preferred)) ? preferred : freePort();
}

async function startOn(port: number, start: ServerStart): Promise<RunningServer> {
  const { programs, dataDir, account, durability } = start;
  // Detached, because Ctrl-C reaches everything in the foreground group: the database would go before its users.
  const server = spawn(programs.postgres, [...serverArguments(dataDir, port, durability)], {
    ...account,
    cwd: dataDir,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    // Its messages are matched below, so they must not be translated.
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
  });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => {
      resolve();
    });
  });
  const lastLines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      start.log(line);
      if (lastLines.push(line) > 20) lastLines.shift();
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    server.once('error', reject);
    void ended.then(() => {
      reject(new Error(`The embedded database did not start:\n${lastLines.join('\n')}`));
    });
    setTimeout(() => {
      reject(new Error(`The embedded database was not ready within ${START_WITHIN_MS / 1000} s.`));
    }, START_WITHIN_MS).unref();
  });
  const { pid } = server;
  const endGuard = pid === undefined ? undefined : guardServer(pid);
  const stop = async (): Promise<void> => {
    if (pid !== undefined) await stopProcess(pid, STOP_POSTGRES);
    endGuard?.();
  };
  try {
    await ready;
  } catch (problem) {
    await stop();
    throw problem;
  }
  if (pid === undefined) throw new Error('The embedded database has no process id.');
  return { port, pid, ended, stop };
}
