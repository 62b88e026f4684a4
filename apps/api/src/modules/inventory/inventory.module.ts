import { Module } from '@nestjs/common';
import { OperationRunsModule, OperationRunsServerModule } from '../operation-runs/index.js';
import { ProviderConnectionsModule } from '../provider-connections/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { CONFIRM_EMPTY_AFTER_MS, DEFAULT_CONFIRM_EMPTY_AFTER_MS } from './confirmation.js';
import { InventoryItemResolver, TenantInventoryResolver, WorkspaceInventoryResolver } from './inventory.resolver.js';
import { Inventory } from './inventory.service.js';
import { InventorySyncRun } from './runs/inventory-sync.run.js';

/** The inventory, wherever it is renewed. */
@Module({
  imports: [OperationRunsModule, ProviderConnectionsModule],
  providers: [{ provide: CONFIRM_EMPTY_AFTER_MS, useValue: DEFAULT_CONFIRM_EMPTY_AFTER_MS }, InventorySyncRun],
  exports: [CONFIRM_EMPTY_AFTER_MS],
})
export class InventoryModule {}

/** What only the server does: show the inventory and start its renewal. */
@Module({
  imports: [OperationRunsModule, OperationRunsServerModule, WorkspacesModule],
  providers: [Inventory, WorkspaceInventoryResolver, TenantInventoryResolver, InventoryItemResolver],
})
export class InventoryServerModule {}
