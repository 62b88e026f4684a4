import { Global, Module } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { createLogger, LOGGER } from './logger.js';

@Global()
@Module({
  providers: [
    { provide: LOGGER, inject: [APP_CONFIG], useFactory: (config: AppConfig) => createLogger(config.LOG_LEVEL, 'api') },
  ],
  exports: [LOGGER],
})
export class ObservabilityModule {}
