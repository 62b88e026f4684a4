import type { FanOut } from '../../platform/pubsub/index.js';
import type { OperationRunService, RunLease } from './operation-run.service.js';
import { RunInterrupted } from './run-interrupted.js';

/** Keeps a lease alive, and aborts the work when it should let go: lease lost, run cancelled, worker stopping. */
export class LeaseHold {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly unsubscribe: () => void;
  private readonly stop: () => void;
  private beating = false;

  constructor(
    private readonly runs: OperationRunService,
    private readonly lease: RunLease,
    private readonly stopping: AbortSignal,
    fanOut: FanOut,
    everyMs: number,
  ) {
    this.timer = setInterval(() => void this.beat(), everyMs);
    this.unsubscribe = fanOut.subscribe('cancellations', ({ runId }) => {
      if (runId === lease.runId) void this.beat();
    });
    this.stop = () => {
      this.controller.abort(stopping.reason);
    };
    stopping.addEventListener('abort', this.stop);
    if (stopping.aborted) this.stop();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  release(): void {
    clearInterval(this.timer);
    this.unsubscribe();
    this.stopping.removeEventListener('abort', this.stop);
  }

  private async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      await this.runs.heartbeat(this.lease);
    } catch (error) {
      // A database that does not answer is no reason to stop: the next beat or report finds out what is true.
      if (error instanceof RunInterrupted) this.controller.abort(error);
    } finally {
      this.beating = false;
    }
  }
}
