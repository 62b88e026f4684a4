import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { QUEUES, RUN_QUEUE, type QueueConsumer, type RunJob, type RunQueue } from '../../platform/queue/index.js';
import { LeaseHold } from './lease-hold.js';
import { OperationRunService, type RunLease } from './operation-run.service.js';
import type { RunConclusion, RunExecution } from './run-handler.js';
import { RunInterrupted } from './run-interrupted.js';
import { RunRegistry } from './run-registry.js';
import type { RunRow } from './run.row.js';

/** Answers the queue's rings: claims a run, lets its handler work under the lease, and reports how that ended. */
@Injectable()
export class RunWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RunWorker.name);
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private consumers: readonly QueueConsumer[] = [];

  constructor(
    private readonly runs: OperationRunService,
    private readonly registry: RunRegistry,
    @Inject(RUN_QUEUE) private readonly queue: RunQueue,
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.consumers = QUEUES.map((name) =>
      this.queue.consume(name, this.config.WORKER_CONCURRENCY, (job) => this.answer(job)),
    );
  }

  /**
   * Takes nothing new, interrupts what is under way at its checkpoint, and gives it back. First of all that ends, because
   * the relay and the database are needed for it.
   */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort(new RunInterrupted('worker_stopping'));
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
  }

  private async answer({ workspaceId, runId }: RunJob): Promise<void> {
    if (this.stopping.signal.aborted) return;
    const claimed = await this.runs.claim(workspaceId, runId, this.owner);
    if (claimed === null) return;
    const { run, lease } = claimed;
    const hold = new LeaseHold(this.runs, lease, this.stopping.signal, this.fanOut, this.config.HEARTBEAT_MS);
    try {
      await this.runs.complete(lease, await this.execute(run, lease, hold));
    } catch (error) {
      await this.letGo(lease, hold, error);
    } finally {
      hold.release();
    }
  }

  private execute(run: RunRow, lease: RunLease, hold: LeaseHold): Promise<RunConclusion> {
    const handler = this.registry.handlerOf(run.type);
    const resume = handler.resume.safeParse(run.context['resume']);
    const execution: RunExecution<unknown, unknown> = {
      runId: run.id,
      workspaceId: run.workspaceId,
      tenantId: run.tenantId,
      attempt: run.attempt,
      input: handler.input.parse(run.context['input']),
      resume: resume.success ? resume.data : null,
      signal: hold.signal,
      report: async (report, write) => {
        hold.signal.throwIfAborted();
        await this.runs.report(lease, report, write);
      },
    };
    return handler.execute(execution);
  }

  private async letGo(lease: RunLease, hold: LeaseHold, error: unknown): Promise<void> {
    // Whatever a job throws after it was interrupted is a consequence of that.
    const cause: unknown = hold.signal.aborted ? hold.signal.reason : error;
    try {
      if (cause instanceof RunInterrupted) {
        if (cause.why === 'cancelled') await this.runs.completeCancelled(lease);
        if (cause.why === 'worker_stopping') await this.runs.giveBack(lease, 'worker_stopping');
        return;
      }
      this.logger.error({ err: cause, runId: lease.runId }, 'An attempt of a run failed unexpectedly');
      await this.runs.giveBack(lease, 'attempt_failed');
    } catch (unreachable) {
      // The database is out of reach: the lease runs out by itself, and the run is taken up again.
      this.logger.warn({ err: unreachable, runId: lease.runId }, 'A run could not be given back');
    }
  }
}
