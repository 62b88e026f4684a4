import { spawn } from 'node:child_process';

/**
 * Stops a server when this process dies without being able to do so itself, as under kill −9.
 *
 * The guard is a shell that reads from us; the system closes the pipe when we end, however that happens. The pause
 * leaves our other processes the time to hand back what they are working on.
 *
 * @returns a function that ends the guard, to be called once the server has been stopped in order
 */
export function guardServer(pid: number): () => void {
  const script = 'cat >/dev/null; sleep 2; kill -INT "$1" 2>/dev/null';
  const guard = spawn('/bin/sh', ['-c', script, 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  return () => {
    guard.stdin.destroy();
    guard.kill('SIGKILL');
  };
}
