import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.js';
import { APP_CONFIG, type AppConfig } from './platform/config/index.js';
import { httpAdapter, setUpEdge } from './platform/http/index.js';
import { LOGGER, NestLogger } from './platform/observability/index.js';

/** The server, ready to listen. */
export async function createServer(): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  const logger = app.get<Logger>(LOGGER);
  app.useLogger(new NestLogger(logger));
  await setUpEdge(app, app.get<AppConfig>(APP_CONFIG), logger);
  await app.init();
  return app;
}
