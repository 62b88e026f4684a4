import { createPostgresBackend, createRedisBackend, withBackend, type Job } from 'bullmq';
import { Redis } from 'ioredis';

/** `provider` for work that reads a tenant for minutes, `light` for what takes seconds and must not wait behind it. */
export const QUEUES = ['provider', 'light'] as const;
export type QueueName = (typeof QUEUES)[number];

/** What a job is: ids, nothing else. The run row is the truth, the queue only rings the bell. */
export interface RunJob {
  readonly workspaceId: string;
  readonly runId: string;
}

export interface Dispatch extends RunJob {
  /** Grows with each dispatch of a run, so that ringing again is never mistaken for the last time. */
  readonly number: number;
}

export interface QueueDepth {
  readonly queue: QueueName;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
}

export interface QueueConsumer {
  /** Takes no more jobs and waits for those under way. */
  close(): Promise<void>;
}

/** The doorbell: tells some worker that a run waits for it. One face for both backends of BullMQ. */
export interface RunQueue {
  /** Rings for a run; ringing twice with one number is one ring. */
  ring(queue: QueueName, dispatch: Dispatch): Promise<void>;
  /** Whether the ring is still waiting or being answered. */
  isRinging(queue: QueueName, dispatch: Dispatch): Promise<boolean>;
  depths(): Promise<readonly QueueDepth[]>;
  /** Answers rings until closed. The handler settles when the run was executed, handed back or taken by another. */
  consume(queue: QueueName, concurrency: number, handle: (job: RunJob) => Promise<void>): QueueConsumer;
  close(): Promise<void>;
}

// A run counts its own attempts and keeps its own record, so the queue keeps nothing: a kept failed job would silently
// swallow the next ring under its id.
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

const jobId = ({ runId, number }: Dispatch) => `${runId}-${String(number)}`;
const LIVE_STATES = ['waiting', 'active', 'delayed', 'prioritized'];

/** Where the queue lives. `onError` hears of lost connections; BullMQ restores them by itself. */
export interface QueueSettings {
  readonly redisUrl?: string;
  readonly databaseUrl: string;
  /** Tests shorten it; a job whose worker died is rung again after about this long. */
  readonly stalledMs?: number;
  readonly onError: (error: Error) => void;
}

export function createRunQueue(settings: QueueSettings): RunQueue {
  const backend =
    settings.redisUrl === undefined ? postgresBackend(settings.databaseUrl) : redisBackend(settings.redisUrl);
  const queues = new Map(QUEUES.map((name) => [name, backend.queue(name)]));
  for (const queue of queues.values()) queue.on('error', settings.onError);
  const queueOf = (name: QueueName) => {
    const queue = queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  };
  return {
    async ring(name, dispatch) {
      const { workspaceId, runId } = dispatch;
      await queueOf(name).add('run', { workspaceId, runId }, { ...JOB_OPTIONS, jobId: jobId(dispatch) });
    },
    async isRinging(name, dispatch) {
      return LIVE_STATES.includes(await queueOf(name).getJobState(jobId(dispatch)));
    },
    depths: () =>
      Promise.all(
        QUEUES.map(async (queue) => {
          const {
            waiting = 0,
            active = 0,
            delayed = 0,
          } = await queueOf(queue).getJobCounts('waiting', 'active', 'delayed');
          return { queue, waiting, active, delayed };
        }),
      ),
    consume(name, concurrency, handle) {
      const worker = backend.worker(name, (job) => handle(job.data), {
        concurrency,
        ...(settings.stalledMs === undefined
          ? {}
          : { lockDuration: settings.stalledMs, stalledInterval: settings.stalledMs }),
        // A worker that died is no fault of its job; the run decides how often it is taken up.
        maxStalledCount: 1_000,
      });
      worker.on('error', settings.onError);
      return { close: () => worker.close() };
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}

interface WorkerSettings {
  readonly concurrency: number;
  readonly lockDuration?: number;
  readonly stalledInterval?: number;
  readonly maxStalledCount: number;
}

type Process = (job: Job<RunJob>) => Promise<void>;

function postgresBackend(connectionString: string) {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  // The schema itself is migrated by `prepare`, once, as the owner.
  const connection = { connectionString, schema: 'bullmq', max: 4 };
  return {
    queue: (name: QueueName) => new Queue<RunJob>(name, { connection }),
    worker: (name: QueueName, process: Process, more: WorkerSettings) =>
      new Worker<RunJob>(name, process, { connection, ...more }),
    close: () => Promise.resolve(),
  };
}

function redisBackend(url: string) {
  const { Queue, Worker } = withBackend(createRedisBackend);
  // Enqueuing fails at once while Redis is away, and the relay tries again; a worker waits for it to come back.
  const forQueues = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false });
  const forWorkers = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [forQueues, forWorkers]) connection.on('error', () => undefined);
  return {
    queue: (name: QueueName) => new Queue<RunJob>(name, { connection: forQueues, prefix: 'tenantatlas' }),
    worker: (name: QueueName, process: Process, more: WorkerSettings) =>
      new Worker<RunJob>(name, process, { connection: forWorkers, prefix: 'tenantatlas', ...more }),
    close: async () => {
      forQueues.disconnect();
      forWorkers.disconnect();
      await Promise.resolve();
    },
  };
}
