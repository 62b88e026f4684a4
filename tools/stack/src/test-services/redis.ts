import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { guardServer } from '../guard.ts';
import { freePort, LOOPBACK } from '../ports.ts';
import { stopProcess } from '../processes.ts';
import { findProgram } from './programs.ts';

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
