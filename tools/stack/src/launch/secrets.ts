import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../error-code.ts';

/** What the embedded parts share, made once and kept with the data: without it the data cannot be read. */
export interface Secrets {
  readonly databasePassword: string;
  /** 32 bytes in base64; wraps the keys that provider credentials are encrypted with. */
  readonly encryptionKey: string;
  /** The secret of the app that reads the emulated tenants. */
  readonly emulatorSecret: string;
}

/** Reads the secrets beside the data, or makes them at the first start. Nobody else may read them. */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch((problem: unknown) => {
    if (codeOf(problem) === 'ENOENT') return undefined;
    throw problem;
  });
  if (text !== undefined) return JSON.parse(text) as Secrets;
  const secrets: Secrets = {
    databasePassword: randomBytes(24).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
    emulatorSecret: randomBytes(24).toString('base64url'),
  };
  await writePrivately(file, JSON.stringify(secrets));
  return secrets;
}

/** Writes a file that only this account may read; it is there whole or not at all. */
export async function writePrivately(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
