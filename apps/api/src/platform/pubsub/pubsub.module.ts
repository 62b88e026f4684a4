import {
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { FanOut } from './fan-out.js';
import { postgresTransport } from './postgres-transport.js';
import { redisTransport } from './redis-transport.js';

@Injectable()
class FanOutLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(FanOut) private readonly fanOut: FanOut) {}

  onModuleInit(): Promise<void> {
    return this.fanOut.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.fanOut.close();
  }
}

/** Fan-out follows the queue: Redis where it is configured, Postgres otherwise. */
@Global()
@Module({
  providers: [
    {
      provide: FanOut,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => {
        const logger = new Logger('FanOut');
        const transport = config.REDIS_URL ? redisTransport(config.REDIS_URL) : postgresTransport(config.DATABASE_URL);
        return new FanOut(transport, (error) => {
          logger.warn({ err: error }, 'A wake-up was not sent or not taken; the backstop will find what it spoke of');
        });
      },
    },
    FanOutLifetime,
  ],
  exports: [FanOut],
})
export class PubSubModule {}
