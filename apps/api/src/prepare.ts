import 'reflect-metadata';
import { prepareDatabase } from './database-preparation.js';
import { readConfig } from './platform/config/index.js';
import { createLogger } from './platform/observability/index.js';

/** Brings the database up to date, and into it the demo where that is asked for. Ends with 0 once it is ready. */
const config = readConfig(process.env);
const logger = createLogger(config.LOG_LEVEL, 'prepare');
const done = await prepareDatabase(config);
logger.info(done, 'The database is ready');
