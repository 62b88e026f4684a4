export { WorkspaceModel } from './workspace.model.js';
export { ManagedTenantConnectionModel, ManagedTenantModel } from './managed-tenant.model.js';
export { TENANT_COLUMNS, type ManagedTenantRow } from './managed-tenant.row.js';
export { WorkspacesModule } from './workspaces.module.js';
export { WorkspacesService } from './workspaces.service.js';
export { TenantLookup, type LocatedTenant } from './tenant-lookup.js';
