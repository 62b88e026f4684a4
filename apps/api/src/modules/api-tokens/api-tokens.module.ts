import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { ApiTokensResolver, WorkspaceTokensResolver } from './api-tokens.resolver.js';
import { ApiTokens } from './api-tokens.service.js';

/** Tokens for tools of others. Only the server makes and shows them. */
@Module({
  imports: [AuditModule, WorkspacesModule],
  providers: [ApiTokens, ApiTokensResolver, WorkspaceTokensResolver],
})
export class ApiTokensServerModule {}
