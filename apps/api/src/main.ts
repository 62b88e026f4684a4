import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { APP_CONFIG, type AppConfig } from './platform/config/index.js';
import { LOGGER } from './platform/observability/index.js';
import { endInOrder, sayReady } from './process-lifetime.js';
import { createServer } from './server.js';

const app = await createServer();
const config = app.get<AppConfig>(APP_CONFIG);
const logger = app.get<Logger>(LOGGER);
endInOrder(logger, () => app.close());
await app.listen({ port: config.PORT, host: config.HOST });
const { port } = app.getHttpServer().address() as AddressInfo;
const host = config.HOST === '0.0.0.0' ? 'localhost' : config.HOST;
const url = config.PUBLIC_ORIGIN ?? `http://${host}:${String(port)}`;
logger.info({ url }, 'Serving');
sayReady(url);
