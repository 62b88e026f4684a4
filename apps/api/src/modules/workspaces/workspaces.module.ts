import { Module } from '@nestjs/common';
import { TenantLookup } from './tenant-lookup.js';
import { ManagedTenantResolver, ViewerResolver, WorkspaceResolver } from './workspaces.resolver.js';
import { WorkspacesService } from './workspaces.service.js';

@Module({
  providers: [WorkspacesService, TenantLookup, WorkspaceResolver, ManagedTenantResolver, ViewerResolver],
  exports: [WorkspacesService, TenantLookup],
})
export class WorkspacesModule {}
