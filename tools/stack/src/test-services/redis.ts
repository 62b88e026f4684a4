import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { guardServer } from '../guard.ts';
import { freePort, LOOPBACK } from '../ports.ts';
import { stopProcess } from '../processes.ts';

export interface ThrowawayRedis {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const STOP_REDIS = [
  { signal: 'SIGTERM', graceMs: 3_000 },
  { signal: 'SIGKILL', graceMs: 3_000 },
] as const;

/** Starts the system's Redis without any persistence; nothing where the system has none. */
export async function startThrowawayRedis(): Promise<ThrowawayRedis | undefined> {
  const program = await findProgram('redis-server');
  if (program === undefined) return undefined;
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', LOOPBACK, '--save', '', '--appendonly', 'no'];
  const server = spawn(program, settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`redis-server ended with code ${String(code)} before it was ready.`));
    });
  });
  const { pid } = server;
  if (pid === undefined) throw new Error('redis-server has no process id.');
  const endGuard = guardServer(pid);
  const stop = async (): Promise<void> => {
    await stopProcess(pid, STOP_REDIS);
    endGuard();
  };
  return { url: `redis://${LOOPBACK}:${port}`, stop };
}

/** Finds a program in the places where the shell would look. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name);
    const usable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return candidate;
  }
  return undefined;
}
