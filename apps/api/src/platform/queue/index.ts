export { QueueModule, RUN_QUEUE } from './queue.module.js';
export {
  createRunQueue,
  QUEUES,
  type Dispatch,
  type QueueConsumer,
  type QueueDepth,
  type QueueName,
  type RunJob,
  type RunQueue,
} from './run-queue.js';
