import { readExportFolder } from './export-folder.js';
import { generateTenant } from './generator/generate.js';
import type { EmulatedTenant, TenantContent } from './tenant.js';

/** Everything a tenant holds, from its source. The same source gives the same content at every start. */
export function loadContent({ tenantId, source }: EmulatedTenant): TenantContent {
  if (source.kind === 'export') return readExportFolder(source.folder);
  return {
    origin: 'generated',
    collections: generateTenant(source.seed ?? tenantId, source.policies),
    files: [],
  };
}
