import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ApiTokensServerModule } from './modules/api-tokens/index.js';
import { BaselinesServerModule } from './modules/baselines/index.js';
import { InboxServerModule } from './modules/inbox/index.js';
import { InventoryServerModule } from './modules/inventory/index.js';
import { OperationRunsServerModule } from './modules/operation-runs/index.js';
import { ProviderConnectionsServerModule } from './modules/provider-connections/index.js';
import { SupportServerModule } from './modules/support/index.js';
import { graphqlModule } from './platform/graphql/graphql.module.js';
import { LiveUpdatesModule } from './platform/graphql/live-updates.module.js';
import { HealthModule } from './platform/health/index.js';
import { ErrorFilter } from './platform/http/index.js';
import { SHARED_MODULES } from './shared.modules.js';

/** What only the server does: show, take orders, tell of changes. */
const SERVER_MODULES = [
  LiveUpdatesModule,
  OperationRunsServerModule,
  InboxServerModule,
  ApiTokensServerModule,
  ProviderConnectionsServerModule,
  InventoryServerModule,
  BaselinesServerModule,
  SupportServerModule,
];

/** The server process: the modules it shares with the worker, and the doors. */
@Module({
  imports: [...SHARED_MODULES, ...SERVER_MODULES, graphqlModule(), HealthModule],
  providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
})
export class AppModule {}
