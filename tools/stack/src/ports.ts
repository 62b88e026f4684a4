import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from './error-code.ts';

/** The address that everything embedded listens on: this machine only. */
export const LOOPBACK = '127.0.0.1';

/** A port that was free a moment ago. Whoever listens on it must still expect to find it taken. */
export async function freePort(host: string = LOOPBACK): Promise<number> {
  const port = await portAfterListening(0, host);
  if (port === undefined) throw new Error(`No free port on ${host}.`);
  return port;
}

/** Whether one could listen on the port now. */
export async function isPortFree(port: number, host: string = LOOPBACK): Promise<boolean> {
  return (await portAfterListening(port, host)) !== undefined;
}

/**
 * Waits a moment for a port that is about to become free, as when a launcher was killed an instant ago.
 * @throws where it stays taken; the message says what to do
 */
export async function expectFreePort(port: number): Promise<void> {
  if (port === 0) return;
  for (let attempt = 0; attempt < 30; attempt += 1) {
    if (await isPortFree(port)) return;
    await pause(100);
  }
  throw new Error(`Port ${port} is used by another program. Choose another one: PORT=${port + 1} npm start`);
}

function portAfterListening(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (problem) => {
      if (codeOf(problem) === 'EADDRINUSE') resolve(undefined);
      else reject(problem);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  });
}
