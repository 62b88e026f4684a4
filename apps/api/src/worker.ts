import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { LOGGER, NestLogger } from './platform/observability/index.js';
import { endInOrder, sayReady } from './process-lifetime.js';
import { WorkerModule } from './worker.module.js';

const app = await NestFactory.createApplicationContext(WorkerModule, { bufferLogs: true, abortOnError: false });
const logger = app.get<Logger>(LOGGER);
app.useLogger(new NestLogger(logger));
endInOrder(logger, () => app.close());
logger.info('Working');
sayReady();
