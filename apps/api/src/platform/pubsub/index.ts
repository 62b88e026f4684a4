export { FanOut, type FanOutTransport } from './fan-out.js';
export { postgresTransport } from './postgres-transport.js';
export { PubSubModule } from './pubsub.module.js';
export { redisTransport } from './redis-transport.js';
export type { Message, Topic } from './topics.js';
