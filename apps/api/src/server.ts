import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { specifiedRules } from 'graphql';
import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/index.js';
import { publicFormOf } from './platform/graphql/format-error.js';
import { LIMITS, limitRule, MAX_TOKENS } from './platform/graphql/limits.js';
import { SubscriptionServer } from './platform/graphql/subscription-server.js';
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
  app.get(SubscriptionServer).attach(app.getHttpServer(), {
    schema: app.get(GraphQLSchemaHost).schema,
    validationRules: [...specifiedRules, limitRule(LIMITS)],
    maxTokens: MAX_TOKENS,
    formatError: (error) => publicFormOf(error.toJSON(), error),
  });
  return app;
}
