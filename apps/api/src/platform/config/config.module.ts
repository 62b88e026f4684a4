import { Global, Module } from '@nestjs/common';
import { APP_CONFIG, readConfig } from './config.js';

@Global()
@Module({
  providers: [{ provide: APP_CONFIG, useFactory: () => readConfig(process.env) }],
  exports: [APP_CONFIG],
})
export class ConfigModule {}
