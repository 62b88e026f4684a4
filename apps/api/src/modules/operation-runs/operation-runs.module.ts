import { Module, type Provider } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { OperationRunService } from './operation-run.service.js';
import { TenantRunsResolver, WorkspaceRunsResolver } from './operation-runs.fields.resolver.js';
import { OperationRunsResolver } from './operation-runs.resolver.js';
import { OperationRuns } from './operation-runs.service.js';
import { RunAuditResolver } from './run-audit.resolver.js';
import { RunFeed } from './run-feed.js';
import { RunLoaders } from './run-loaders.js';
import { RunReaper } from './run-reaper.js';
import { RunRegistry } from './run-registry.js';
import { RunRelay } from './run-relay.js';
import { RunStarter } from './run-starter.js';
import { RunSubscriptions } from './run-subscriptions.js';
import { RunWorker } from './run-worker.js';
import { RunQueries } from './run.queries.js';

const EVERYWHERE: Provider[] = [RunRegistry, RunRelay, OperationRunService, RunStarter, RunQueries];
const SERVER: Provider[] = [
  RunFeed,
  RunLoaders,
  RunSubscriptions,
  OperationRuns,
  OperationRunsResolver,
  RunAuditResolver,
  WorkspaceRunsResolver,
  TenantRunsResolver,
];
const WORKER: Provider[] = [RunWorker, RunReaper];

/** Runs, wherever they are started, executed or shown. */
@Module({
  imports: [AuditModule, NotificationsModule, WorkspacesModule],
  providers: EVERYWHERE,
  exports: [RunRegistry, RunStarter, RunQueries, RunRelay, OperationRunService],
})
export class OperationRunsModule {}

/** What only the server does: show runs and tell of their changes. */
@Module({
  imports: [AuditModule, OperationRunsModule, WorkspacesModule],
  providers: SERVER,
  exports: [OperationRuns, RunLoaders, RunFeed],
})
export class OperationRunsServerModule {}

/** What only a worker does: execute runs and look after them. */
@Module({ imports: [OperationRunsModule], providers: WORKER })
export class OperationRunsWorkerModule {}
