import { AuditModule } from './modules/audit/index.js';
import { BaselinesModule } from './modules/baselines/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { InventoryModule } from './modules/inventory/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { OperationRunsModule } from './modules/operation-runs/index.js';
import { ProviderConnectionsModule } from './modules/provider-connections/index.js';
import { SupportModule } from './modules/support/index.js';
import { WorkspacesModule } from './modules/workspaces/index.js';
import { AccessModule } from './platform/access/index.js';
import { ConfigModule } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { PubSubModule } from './platform/pubsub/index.js';
import { QueueModule } from './platform/queue/index.js';

/** What server and worker both are made of. Kept apart from the server's doors, so that a worker does not load them. */
export const SHARED_MODULES = [
  ConfigModule,
  ObservabilityModule,
  DatabaseModule,
  PubSubModule,
  QueueModule,
  AccessModule,
  IdentityModule,
  WorkspacesModule,
  AuditModule,
  NotificationsModule,
  OperationRunsModule,
  ProviderConnectionsModule,
  InventoryModule,
  BaselinesModule,
  SupportModule,
];
