// Finds a Node that reads TypeScript as it is and hands over to src/main.ts. npm puts the pinned one first in PATH, so
// a second process is needed only for those who call this file by hand.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname ?? '.', '../..');
const PINNED = resolve(ROOT, 'node_modules/.bin/node');
const FLAGS = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'];

if (process.features.typescript) {
  const { main } = await import('./src/main.ts');
  await main(process.argv.slice(2));
} else {
  handOver(existsSync(PINNED) ? PINNED : process.execPath);
}

function handOver(node) {
  const child = spawn(node, [...FLAGS, ...process.argv.slice(1)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // The other end stops when this channel closes, even where this process is killed without warning.
    env: { ...process.env, STOP_WITH_PARENT: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1);
  });
}
