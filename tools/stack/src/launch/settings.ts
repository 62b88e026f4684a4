import { join, resolve } from 'node:path';
import { ROOT } from '../root.ts';

/** What a start was asked for. */
export interface LaunchSettings {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where everything that must survive a restart is kept. */
  readonly dataDir: string;
  /** A database of the caller's own; ours where absent. */
  readonly databaseUrl: string | undefined;
  readonly emulator: 'embedded' | 'off' | { readonly url: string };
  /** Folders of exports that the emulator serves as further tenants. */
  readonly exportsDir: string;
}

/**
 * Reads what the environment asks for.
 *
 * With a database of the caller's own nothing embedded starts and no demo data are written, because that database may
 * hold real ones.
 *
 * @throws where a value cannot be meant; the message names the variable
 */
export function readSettings(env: NodeJS.ProcessEnv): LaunchSettings {
  const databaseUrl = env.DATABASE_URL || undefined;
  return {
    port: readPort(env.PORT || '3000'),
    dataDir: resolve(ROOT, env.DATA_DIR || '.data'),
    databaseUrl,
    emulator: readEmulator(env.EMULATOR_URL || (databaseUrl === undefined ? 'embedded' : 'off')),
    exportsDir: resolve(env.TENANT_DATA_DIR || join(ROOT, '../shared/data')),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function readEmulator(text: string): LaunchSettings['emulator'] {
  if (text === 'embedded' || text === 'off') return text;
  if (!URL.canParse(text)) throw new Error(`EMULATOR_URL must be a URL or "off", not "${text}".`);
  return { url: text };
}
