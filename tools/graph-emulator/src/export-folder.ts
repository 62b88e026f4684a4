import type { TenantContent } from './tenant.js';

export function readExportFolder(folder: string): TenantContent {
  throw new Error(`Cannot read ${folder} yet.`);
}
