import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { viteCommand } from '../build/bundle.ts';
import { LOOPBACK } from '../ports.ts';
import { ROOT } from '../root.ts';

export interface ViteServer {
  /** Settles when it has ended, asked to or not. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

/** Serves the console from its sources; what is for the API it passes on. */
export function startVite(port: number, apiUrl: string): ViteServer {
  const folder = join(ROOT, 'apps/web');
  const args = [
    viteCommand(folder),
    '--port',
    String(port),
    '--strictPort',
    '--host',
    LOOPBACK,
    '--clearScreen',
    'false',
  ];
  const vite = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, API_URL: apiUrl },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => {
    vite.once('exit', () => {
      resolve();
    });
  });
  return { ended, stop: () => void vite.kill('SIGTERM') };
}
