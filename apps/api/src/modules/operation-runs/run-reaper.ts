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
import { OperationRunService } from './operation-run.service.js';
import { RunRegistry } from './run-registry.js';

const AT_MOST = 200;

interface RunReference {
  readonly workspace_id: string;
  readonly run_id: string;
}

interface SilentRun extends RunReference {
  readonly run_type: string;
  readonly number: number;
}

/**
 * Looks after what was accepted: takes up again what lost its worker, and rings again for what nobody heard of, even
 * where the queue lost all it knew. Runs in every worker, at its start and by the clock.
 */
@Injectable()
export class RunReaper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RunReaper.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly runs: OperationRunService,
    private readonly registry: RunRegistry,
    private readonly database: SystemDatabase,
    @Inject(RUN_QUEUE) private readonly queue: RunQueue,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), this.config.REAPER_MS);
    void this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** One round. A round that fails is told and tried again by the clock. */
  look(): Promise<void> {
    this.looking ??= this.round()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'A round of looking after runs failed; the next one tries again');
      })
      .finally(() => {
        this.looking = null;
      });
    return this.looking;
  }

  private async round(): Promise<void> {
    const lost = await this.database.query<RunReference>('SELECT * FROM atlas.runs_with_expired_lease($1)', [AT_MOST]);
    for (const { workspace_id, run_id } of lost) {
      await this.lookAfter(run_id, async () => {
        if (!(await this.runs.recover(workspace_id, run_id))) return;
        this.logger.warn({ runId: run_id }, 'A run lost its worker and was taken care of');
      });
    }
    const silent = await this.database.query<SilentRun>('SELECT * FROM atlas.runs_without_executor($1, $2)', [
      `${String(this.config.REAPER_MS)} milliseconds`,
      AT_MOST,
    ]);
    for (const { workspace_id: workspaceId, run_id: runId, run_type: type, number } of silent) {
      if (!this.registry.has(type)) continue;
      await this.lookAfter(runId, async () => {
        const ringing = await this.queue.isRinging(this.registry.handlerOf(type).queue, { workspaceId, runId, number });
        if (!ringing) await this.runs.ringAgain(workspaceId, runId, number);
      });
    }
  }

  /** One run that cannot be looked after now keeps no other waiting. */
  private async lookAfter(runId: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      this.logger.warn({ err: error, runId }, 'A run could not be looked after; the next round tries again');
    }
  }
}
