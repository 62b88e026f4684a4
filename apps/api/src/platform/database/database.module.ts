import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { appDataSource } from './data-source.js';
import { SystemDatabase } from './system-database.js';
import { WorkspaceDatabase } from './workspace-database.js';

@Global()
@Module({
  providers: [
    {
      provide: DataSource,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) =>
        appDataSource(config.DATABASE_URL, config.DATABASE_POOL, 'tenantatlas').initialize(),
    },
    WorkspaceDatabase,
    SystemDatabase,
  ],
  exports: [WorkspaceDatabase, SystemDatabase],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
