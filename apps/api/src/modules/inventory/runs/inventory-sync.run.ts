import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { WorkspaceDatabase } from '../../../platform/database/index.js';
import { type RunConclusion, type RunExecution, type RunHandler, RunRegistry } from '../../operation-runs/index.js';
import {
  conclusionOfLostConnection,
  conclusionOfRefusedSignIn,
  connectionOfTenant,
  obstacleOf,
  ProviderReaderFactory,
} from '../../provider-connections/index.js';
import { CONFIRM_EMPTY_AFTER_MS } from '../confirmation.js';
import { databaseTime } from '../inventory.store.js';
import { ReadingStop } from '../reading-stop.js';
import { InventoryReading, syncInput, syncResume, type SyncInput, type SyncResume } from './inventory-reading.js';

/** `inventory.sync`: lists every policy family of a tenant, counted over the families. */
@Injectable()
export class InventorySyncRun implements RunHandler<SyncInput, SyncResume>, OnModuleInit {
  readonly type = 'inventory.sync';
  readonly queue = 'provider';
  readonly input = syncInput;
  readonly resume = syncResume;
  readonly maxAttempts = 5;
  readonly takesTenantTurn = true;

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly readers: ProviderReaderFactory,
    private readonly registry: RunRegistry,
    @Inject(CONFIRM_EMPTY_AFTER_MS) private readonly confirmAfterMs: number,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  identityOf(): readonly string[] {
    return [];
  }

  async execute(execution: RunExecution<SyncInput, SyncResume>): Promise<RunConclusion> {
    const { workspaceId, tenantId } = execution;
    if (tenantId === null) throw new Error('an inventory belongs to a tenant');
    const { connection, now } = await this.database.run(workspaceId, async (tx) => ({
      connection: await connectionOfTenant(tx, tenantId),
      now: await databaseTime(tx),
    }));
    const obstacle = obstacleOf(connection, now);
    if (connection === undefined || obstacle !== null) {
      return { outcome: 'blocked', reason: obstacle ?? { code: 'connection_missing' } };
    }
    const stop = new ReadingStop(execution.signal);
    const begun = execution.resume ?? { startedAt: now.toISOString(), items: 0, marks: {} };
    const reading = new InventoryReading(execution, tenantId, begun, stop);
    try {
      const reader = this.readers.open(connection, { signal: stop.signal, onEvent: reading.onEvent });
      const refused = await stop.guard(reader.signIn());
      if (refused !== null) return conclusionOfRefusedSignIn(refused);
      return await reading.run(this.database, reader.client, this.confirmAfterMs);
    } catch (error) {
      return conclusionOfLostConnection(error);
    } finally {
      reading.close();
    }
  }
}
