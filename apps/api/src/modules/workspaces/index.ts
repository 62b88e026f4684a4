export { WorkspaceModel } from './workspace.model.js';
export { ManagedTenantConnectionModel, ManagedTenantModel } from './managed-tenant.model.js';
export { TENANT_COLUMNS, type ManagedTenantRow } from './managed-tenant.row.js';
