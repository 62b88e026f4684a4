import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { InventoryModule } from '../inventory/index.js';
import { OperationRunsModule, OperationRunsServerModule } from '../operation-runs/index.js';
import { ProviderConnectionsModule } from '../provider-connections/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { BaselineItemsResolver } from './baseline-items.resolver.js';
import { BaselineItems } from './baseline-items.service.js';
import { BaselineProfilesResolver, WorkspaceBaselinesResolver } from './baseline-profiles.resolver.js';
import { BaselineProfiles } from './baseline-profiles.service.js';
import { BaselineSnapshotsResolver, TenantBaselinesResolver } from './baseline-snapshots.resolver.js';
import { BaselineSnapshots } from './baseline-snapshots.service.js';
import { BaselineCaptureRun } from './runs/baseline-capture.run.js';

/** Baselines, wherever they are captured. */
@Module({
  imports: [InventoryModule, OperationRunsModule, ProviderConnectionsModule],
  providers: [BaselineCaptureRun],
})
export class BaselinesModule {}

/** What only the server does: show baselines, change them, start captures. */
@Module({
  imports: [AuditModule, OperationRunsModule, OperationRunsServerModule, WorkspacesModule],
  providers: [
    BaselineProfiles,
    BaselineSnapshots,
    BaselineItems,
    WorkspaceBaselinesResolver,
    BaselineProfilesResolver,
    BaselineSnapshotsResolver,
    TenantBaselinesResolver,
    BaselineItemsResolver,
  ],
})
export class BaselinesServerModule {}
