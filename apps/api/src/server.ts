import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/index.js';
import { httpAdapter, setUpEdge } from './platform/http/index.js';
import { createLogger, NestLogger } from './platform/observability/index.js';

/** The server, ready to listen. */
export async function createServer(): Promise<NestFastifyApplication> {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL, 'api');
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  await setUpEdge(app, config, logger);
  await app.init();
  return app;
}
