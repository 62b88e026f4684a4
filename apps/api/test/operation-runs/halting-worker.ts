import 'reflect-metadata';
import { once } from 'node:events';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { v7 } from 'uuid';
import { AuditModule } from '../../src/modules/audit/index.js';
import { NotificationsModule } from '../../src/modules/notifications/index.js';
import { OperationRunsModule, OperationRunsWorkerModule, RunRegistry } from '../../src/modules/operation-runs/index.js';
import { AccessModule } from '../../src/platform/access/index.js';
import { ConfigModule } from '../../src/platform/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { LOGGER, ObservabilityModule } from '../../src/platform/observability/index.js';
import { PubSubModule } from '../../src/platform/pubsub/index.js';
import { QueueModule } from '../../src/platform/queue/index.js';
import { endInOrder } from '../../src/process-lifetime.js';
import type { Logger } from 'pino';
import { aHandler, type TestExecution } from './a-handler.js';

/** A worker as a process of its own. Its one run reads pages and comes to a stop at the place that the test names. */

/** Places at which the test may kill it; the process says where it stands and goes no further. */
type Place = 'claimed' | 'in_page' | 'before_checkpoint' | 'after_checkpoint' | 'in_end';

const PAGES = 4;

async function reach(place: Place): Promise<void> {
  if (process.env['STOP_AT'] !== place) return;
  process.send?.({ type: 'reached', place });
  await new Promise(() => undefined);
}

/** Works on a page until the process is told to stop. */
async function lingerUntilStopped({ signal }: TestExecution): Promise<void> {
  if (process.env['STOP_AT'] !== 'stopped') return;
  process.send?.({ type: 'reached' });
  await once(signal, 'abort');
}

async function execute(execution: TestExecution) {
  await reach('claimed');
  const { runId, workspaceId } = execution;
  for (let page = execution.resume?.page ?? 0; page < PAGES; page += 1) {
    process.send?.({ type: 'read', page });
    if (page === 1) await reach('in_page');
    if (page === 1) await lingerUntilStopped(execution);
    if (page === 2) await reach('before_checkpoint');
    await execution.report({ counts: { items: page + 1 }, resume: { page: page + 1 } });
    if (page === 2) await reach('after_checkpoint');
  }
  return {
    outcome: 'succeeded' as const,
    write: async (tx: { query(sql: string, parameters: unknown[]): Promise<unknown> }) => {
      await tx.query(`INSERT INTO support_bundles (workspace_id, id, run_id, content) VALUES ($1, $2, $3, '{}')`, [
        workspaceId,
        v7(),
        runId,
      ]);
      await reach('in_end');
    },
  };
}

@Module({ imports: [OperationRunsModule] })
class TestRunsModule {
  constructor(registry: RunRegistry) {
    registry.register(aHandler({ maxAttempts: 5, takesTenantTurn: true, execute }));
    for (const type of ['baseline_capture', 'provider.connection.check', 'support.diagnostics.collect'] as const) {
      registry.register(aHandler({ type }));
    }
  }
}

@Module({
  imports: [
    ConfigModule,
    ObservabilityModule,
    DatabaseModule,
    PubSubModule,
    QueueModule,
    AccessModule,
    AuditModule,
    NotificationsModule,
    OperationRunsModule,
    OperationRunsWorkerModule,
    TestRunsModule,
  ],
})
class TestWorkerModule {}

const app = await NestFactory.createApplicationContext(TestWorkerModule, { logger: ['error'], abortOnError: false });
endInOrder(app.get<Logger>(LOGGER), () => app.close());
process.send?.({ type: 'ready' });
