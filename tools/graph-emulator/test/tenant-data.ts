import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ExportFile } from '@tenantatlas/drift';

/** Real exports lie beside the project, or where TENANT_DATA_DIR says. Tests read them in place and never copy them. */
const root = process.env.TENANT_DATA_DIR ?? join(import.meta.dirname, '../../../../shared/data');

/** The folder of one export, or undefined where the data is absent; says so, so that nobody takes it for tested. */
export function tenantData(name: string): string | undefined {
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  console.warn(`Skipped: no tenant data at ${name}. Set TENANT_DATA_DIR to test with real exports.`);
  return undefined;
}

export function filesOf(folder: string): ExportFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path).split(sep).join('/'), bytes: readFileSync(path) }));
}
