import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuditModule } from './modules/audit/index.js';
import { HealthModule } from './platform/health/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { NotificationsModule } from './modules/notifications/index.js';
import { OperationRunsModule, OperationRunsServerModule } from './modules/operation-runs/index.js';
import { WorkspacesModule } from './modules/workspaces/index.js';
import { AccessModule } from './platform/access/index.js';
import { ConfigModule } from './platform/config/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { graphqlModule } from './platform/graphql/graphql.module.js';
import { LiveUpdatesModule } from './platform/graphql/live-updates.module.js';
import { ErrorFilter } from './platform/http/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { PubSubModule } from './platform/pubsub/index.js';
import { QueueModule } from './platform/queue/index.js';

/** What every process of ours has: the platform and all modules. */
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
];

/** The server process: the same modules, and the doors. */
@Module({
  imports: [...SHARED_MODULES, graphqlModule(), LiveUpdatesModule, OperationRunsServerModule, HealthModule],
  providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
})
export class AppModule {}
