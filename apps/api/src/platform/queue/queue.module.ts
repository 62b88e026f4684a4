import { Global, Inject, Injectable, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { createRunQueue, type RunQueue } from './run-queue.js';

/** Token under which the queue is injected. */
export const RUN_QUEUE = Symbol('RUN_QUEUE');

@Injectable()
class QueueLifetime implements OnApplicationShutdown {
  constructor(@Inject(RUN_QUEUE) private readonly queue: RunQueue) {}

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}

/** BullMQ on Redis where it is configured, on Postgres otherwise. */
@Global()
@Module({
  providers: [
    {
      provide: RUN_QUEUE,
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => {
        const logger = new Logger('RunQueue');
        return createRunQueue({
          redisUrl: config.REDIS_URL,
          databaseUrl: config.DATABASE_URL,
          stalledMs: config.LEASE_MS,
          onError: (error) => {
            logger.warn({ err: error }, 'The queue is out of reach for the moment');
          },
        });
      },
    },
    QueueLifetime,
  ],
  exports: [RUN_QUEUE],
})
export class QueueModule {}
