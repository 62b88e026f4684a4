export { createLogger, LOGGER, NestLogger } from './logger.js';
export { ObservabilityModule } from './observability.module.js';
