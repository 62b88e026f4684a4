export { APP_ROLE, appDataSource, ownerDataSource } from './data-source.js';
export { DatabaseModule } from './database.module.js';
export { SystemDatabase } from './system-database.js';
export { isUuid, WorkspaceDatabase, type WorkspaceTx } from './workspace-database.js';
