import { Module } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { AuditModule } from '../audit/index.js';
import { OperationRunsModule, OperationRunsServerModule } from '../operation-runs/index.js';
import { CredentialVault } from './credential-vault.js';
import { configuredKeyProvider, KEY_PROVIDER } from './key-provider.js';
import { ProviderConnectionsResolver } from './provider-connections.resolver.js';
import { ProviderConnections } from './provider-connections.service.js';
import { ProviderReaderFactory } from './provider-reader.js';
import { ConnectionCheckRun } from './runs/connection-check.run.js';

/** Connections, wherever tenants are read over them. */
@Module({
  imports: [OperationRunsModule],
  providers: [
    {
      provide: KEY_PROVIDER,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => configuredKeyProvider(config.ENCRYPTION_KEY),
    },
    CredentialVault,
    ProviderReaderFactory,
    ConnectionCheckRun,
  ],
  exports: [CredentialVault, ProviderReaderFactory],
})
export class ProviderConnectionsModule {}

/** What only the server does: show connections and take new ones. */
@Module({
  imports: [AuditModule, OperationRunsModule, OperationRunsServerModule, ProviderConnectionsModule],
  providers: [ProviderConnections, ProviderConnectionsResolver],
  exports: [ProviderConnections],
})
export class ProviderConnectionsServerModule {}
