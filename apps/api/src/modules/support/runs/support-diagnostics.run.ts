import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { v7 } from 'uuid';
import { z } from 'zod';
import { MIGRATIONS } from '../../../migrations/index.js';
import { WorkspaceDatabase } from '../../../platform/database/index.js';
import { RUN_QUEUE, type RunQueue } from '../../../platform/queue/index.js';
import { RunRegistry, type RunConclusion, type RunExecution, type RunHandler } from '../../operation-runs/index.js';
import { applicationVersion } from '../application-version.js';
import { connectionStates, databaseFacts, leaseFacts, recentEndings } from '../diagnostics.store.js';
import type { SupportBundleContent } from '../diagnostics.js';
import { insertBundle } from '../support-bundle.row.js';

const input = z.object({});
const resume = z.null();
type Input = z.infer<typeof input>;

/** `support.diagnostics.collect`: what support staff need to know of a workspace, and nothing of its customers' policies. */
@Injectable()
export class SupportDiagnosticsRun implements RunHandler<Input, null>, OnModuleInit {
  private readonly logger = new Logger(SupportDiagnosticsRun.name);
  readonly type = 'support.diagnostics.collect';
  readonly queue = 'light';
  readonly input = input;
  readonly resume = resume;
  readonly maxAttempts = 3;
  readonly takesTenantTurn = false;

  constructor(
    private readonly database: WorkspaceDatabase,
    @Inject(RUN_QUEUE) private readonly runQueue: RunQueue,
    private readonly registry: RunRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  identityOf(): readonly string[] {
    return [];
  }

  async execute({ workspaceId, runId }: RunExecution<Input, null>): Promise<RunConclusion> {
    const queues = await this.depths();
    const content = await this.database.run(workspaceId, async (tx): Promise<SupportBundleContent> => {
      const { now, version } = await databaseFacts(tx);
      return {
        collectedAt: now,
        versions: {
          application: applicationVersion(),
          node: process.versions.node,
          database: version,
          schema: MIGRATIONS.at(-1)?.name ?? '',
        },
        connections: await connectionStates(tx),
        endings: await recentEndings(tx),
        queues,
        runs: await leaseFacts(tx),
      };
    });
    const bundle = { id: v7(), runId, content };
    return {
      outcome: 'succeeded',
      related: [{ kind: 'support_bundle', id: bundle.id, label: content.collectedAt.toISOString() }],
      write: (tx) => insertBundle(tx, bundle),
    };
  }

  /** That the queue cannot be asked is itself worth knowing, and no reason to collect nothing. */
  private async depths(): Promise<SupportBundleContent['queues']> {
    try {
      return await this.runQueue.depths();
    } catch (error) {
      this.logger.warn({ err: error }, 'The queue could not be asked for its depth');
      return 'unreachable';
    }
  }
}
