import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { SystemDatabase } from '../../platform/database/index.js';
import { RUN_QUEUE, type RunQueue } from '../../platform/queue/index.js';
import { RunRegistry } from './run-registry.js';

interface DueDispatch {
  readonly workspace_id: string;
  readonly run_id: string;
  readonly number: number;
  readonly run_type: string;
}

const BATCH = 50;
/** A relay that dies with a dispatch in hand leaves it to the others after this long. */
const HOLD = '10 seconds';

/**
 * Moves the outbox to the queue. Every process relays: at once after its own commits, and by the clock for what another
 * one left behind. Ringing twice is harmless, because a dispatch has one job id and a run has one lease.
 */
@Injectable()
export class RunRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RunRelay.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly database: SystemDatabase,
    private readonly registry: RunRegistry,
    @Inject(RUN_QUEUE) private readonly queue: RunQueue,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.kick();
    }, this.config.RELAY_MS);
    this.kick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Relays soon. Never waits and never throws; what fails stays in the outbox. */
  kick(): void {
    this.again = true;
    this.running ??= this.drain();
  }

  private async drain(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        while ((await this.relayBatch()) === BATCH);
      } catch (error) {
        this.logger.warn({ err: error }, 'Dispatches could not be relayed; they stay in the outbox');
      }
    }
    // In the same turn in which nothing more was asked for, so that no kick falls between.
    this.running = null;
  }

  private async relayBatch(): Promise<number> {
    const due = await this.database.query<DueDispatch>('SELECT * FROM atlas.take_dispatches($1, $2)', [BATCH, HOLD]);
    for (const dispatch of due) {
      const { run_id: runId, workspace_id: workspaceId, number, run_type: type } = dispatch;
      if (!this.registry.has(type)) continue; // Another version's type; its own processes relay it.
      await this.queue.ring(this.registry.handlerOf(type).queue, { workspaceId, runId, number });
      await this.database.query('SELECT atlas.mark_relayed($1, $2)', [runId, number]);
    }
    return due.length;
  }
}
