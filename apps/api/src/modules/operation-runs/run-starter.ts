import { Inject, Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { AuditLog } from '../audit/index.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { badInput, conflict } from '../../platform/graphql/errors.js';
import { FanOut } from '../../platform/pubsub/index.js';
import type { RunReason, StartRequest } from './run-handler.js';
import { RunRegistry } from './run-registry.js';
import { RunRelay } from './run-relay.js';
import { dispatch, findActive, hashOf, readRun } from './run-store.js';
import type { RunRow } from './run.row.js';

/** What a start came to. */
export type StartResult =
  | { readonly kind: 'started'; readonly run: RunRow; readonly alreadyActive: boolean }
  | { readonly kind: 'blocked'; readonly reason: RunReason; readonly tenantId: string | null };

/** How long a principal's idempotency key answers with the same run. */
const KEY_LIVES = '24 hours';
const LONGEST_KEY = 200;

/** Accepts runs. The row, its place in the outbox and its audit entry are one transaction: all of them, or none. */
@Injectable()
export class RunStarter {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly registry: RunRegistry,
    private readonly relay: RunRelay,
    private readonly audit: AuditLog,
    @Inject(FanOut) private readonly fanOut: FanOut,
  ) {}

  /**
   * Starts a run, or finds the one that is the same work and still active. An idempotency key makes a repeated request
   * get the run of the first one, finished or not. CONFLICT when a key comes back with other input.
   */
  async start<Input>(request: StartRequest<Input>): Promise<StartResult> {
    const handler = this.registry.handlerOf(request.type);
    const input = handler.input.parse(request.input);
    const identity = hashOf([request.type, request.tenantId, ...handler.identityOf(input)]);
    const asked = hashOf([request.type, request.tenantId, input]);
    const result = await this.database.run(request.workspaceId, async (tx) => {
      const repeated = await this.findRepeated(tx, request, asked);
      if (repeated !== undefined) return started(repeated, repeated.status !== 'completed');
      const active = await findActive(tx, identity);
      if (active !== undefined) return this.answer(tx, request, asked, active, true);
      const obstacle = (await request.obstacle?.(tx)) ?? null;
      if (obstacle !== null) return { kind: 'blocked', reason: obstacle, tenantId: request.tenantId } as const;
      const { run, isNew } = await this.insert(tx, request, input, identity);
      return this.answer(tx, request, asked, run, !isNew);
    });
    this.relay.kick();
    return result;
  }

  private async answer<Input>(
    tx: WorkspaceTx,
    request: StartRequest<Input>,
    asked: Buffer,
    run: RunRow,
    alreadyActive: boolean,
  ): Promise<StartResult> {
    const key = request.idempotencyKey;
    if (key && request.initiator.id !== null) {
      await tx.query(
        `DELETE FROM idempotency_keys
         WHERE workspace_id = $1 AND principal_id = $2 AND created_at <= now() - $3::interval`,
        [tx.workspaceId, request.initiator.id, KEY_LIVES],
      );
      await tx.query(
        `INSERT INTO idempotency_keys (workspace_id, principal_id, key, input_hash, run_id) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (workspace_id, principal_id, key)
         DO UPDATE SET input_hash = excluded.input_hash, run_id = excluded.run_id, created_at = now()`,
        [tx.workspaceId, request.initiator.id, key, asked, run.id],
      );
    }
    return started(run, alreadyActive);
  }

  private async findRepeated<Input>(
    tx: WorkspaceTx,
    { idempotencyKey: key, initiator }: StartRequest<Input>,
    asked: Buffer,
  ): Promise<RunRow | undefined> {
    if (!key || initiator.id === null) return undefined;
    if (key.length > LONGEST_KEY)
      throw badInput(`An idempotency key has at most ${String(LONGEST_KEY)} characters.`, 'idempotencyKey');
    // Two requests with one key that arrive together answer one after the other.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [
      `${tx.workspaceId} ${initiator.id} ${key}`,
    ]);
    const [known] = await tx.query<{ inputHash: Buffer; runId: string }>(
      `SELECT input_hash AS "inputHash", run_id AS "runId" FROM idempotency_keys
       WHERE workspace_id = $1 AND principal_id = $2 AND key = $3 AND created_at > now() - $4::interval`,
      [tx.workspaceId, initiator.id, key, KEY_LIVES],
    );
    if (known === undefined) return undefined;
    if (!known.inputHash.equals(asked)) {
      throw conflict('This idempotency key was used for another request. Use a new key for a new request.');
    }
    return readRun(tx, known.runId);
  }

  private async insert<Input>(
    tx: WorkspaceTx,
    request: StartRequest<Input>,
    input: unknown,
    identity: Buffer,
  ): Promise<{ run: RunRow; isNew: boolean }> {
    const { initiator } = request;
    const context = {
      input,
      progress: { waitingFor: 'worker', history: [], facts: {} },
      related: request.related ?? [],
    };
    const [inserted] = await tx.query<{ id: string }>(
      `INSERT INTO operation_runs (workspace_id, id, tenant_id, type, initiator_kind, initiator_id, initiator_user_id,
                                   initiator_name, context, identity_hash, retry_of_run_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (workspace_id, identity_hash) WHERE status <> 'completed' DO NOTHING RETURNING id`,
      [
        tx.workspaceId,
        v7(),
        request.tenantId,
        request.type,
        initiator.kind,
        initiator.id,
        initiator.userId,
        initiator.name,
        JSON.stringify(context),
        identity,
        request.retryOfRunId ?? null,
      ],
    );
    if (inserted === undefined) {
      const other = await findActive(tx, identity);
      // The other one ended between the two statements: then this is a start like any.
      return other === undefined ? this.insert(tx, request, input, identity) : { run: other, isNew: false };
    }
    await dispatch(tx, { id: inserted.id, type: request.type });
    await this.audit.record(tx, {
      action: request.retryOfRunId === undefined ? 'operation_run.started' : 'operation_run.retried',
      actor: { kind: initiator.kind, id: initiator.id, name: initiator.name, ip: initiator.ip },
      subject: { kind: 'operation_run', id: inserted.id },
      result: 'succeeded',
      facts: { type: request.type, tenantId: request.tenantId, retryOf: request.retryOfRunId ?? null },
    });
    tx.afterCommit(() => {
      this.fanOut.publish('runs', { workspaceId: tx.workspaceId, runId: inserted.id, revision: 1, urgent: true });
    });
    const run = await readRun(tx, inserted.id);
    if (run === undefined) throw new Error('the run just written is gone');
    return { run, isNew: true };
  }
}

const started = (run: RunRow, alreadyActive: boolean): StartResult => ({ kind: 'started', run, alreadyActive });
