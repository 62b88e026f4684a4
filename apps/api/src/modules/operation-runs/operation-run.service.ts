import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditActor } from '../audit/index.js';
import { Notifications } from '../notifications/index.js';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { FanOut } from '../../platform/pubsub/index.js';
import {
  CANCELLED,
  claimed,
  ended,
  exhausted,
  handedBack,
  queuedForTurn,
  reported,
  takenAway,
  type Ending,
} from './run-changes.js';
import { decideCancel, decideClaim, decideLoss, isHeld, restBefore } from './run-decisions.js';
import type { RunConclusion, RunReport } from './run-handler.js';
import { RunInterrupted } from './run-interrupted.js';
import { RunRegistry } from './run-registry.js';
import { RunRelay } from './run-relay.js';
import {
  changeRun,
  clearOutbox,
  dispatch,
  lastDispatch,
  lockRun,
  passTurn,
  readRun,
  tenantIsTaken,
  type RunChange,
} from './run-store.js';
import type { RunRow } from './run.row.js';

/** The hold of one executor on one run. Whoever writes with an older epoch is refused. */
export interface RunLease {
  readonly workspaceId: string;
  readonly runId: string;
  readonly epoch: number;
}

const WORKER: AuditActor = { kind: 'system', id: null, name: 'TenantAtlas' };

/**
 * The only writer of status, outcome, counts and context of a run. Each method is one transaction: a compare-and-set on
 * the locked row, together with everything that follows from it; wake-ups go out after the commit.
 */
@Injectable()
export class OperationRunService {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly registry: RunRegistry,
    private readonly relay: RunRelay,
    private readonly audit: AuditLog,
    private readonly notifications: Notifications,
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Takes hold of a run for one executor, or null where it is not to be executed by this one now. */
  claim(workspaceId: string, runId: string, owner: string): Promise<{ run: RunRow; lease: RunLease } | null> {
    return this.database.run(workspaceId, async (tx) => {
      const locked = await lockRun(tx, runId);
      if (locked === null || !this.registry.has(locked.run.type)) return null;
      const { run, now } = locked;
      const { maxAttempts } = this.registry.handlerOf(run.type);
      const taken = await tenantIsTaken(tx, run, this.registry.turnTakers());
      switch (decideClaim(run, { maxAttempts, tenantIsTaken: taken, now })) {
        case 'leave':
          return null;
        case 'end_cancelled':
          await this.end(tx, run, now, CANCELLED);
          return null;
        case 'end_exhausted':
          await this.end(tx, run, now, exhausted(run));
          return null;
        case 'wait_for_turn': {
          const change = queuedForTurn(run);
          if (change !== null) await this.change(tx, run, change);
          return null;
        }
        case 'execute': {
          // What comes of it follows at once, a phase or the end of a short run: one message tells both.
          await this.change(tx, run, claimed(run, owner, this.config.LEASE_MS, now), false);
          const held = await readRun(tx, runId);
          return held === undefined ? null : { run: held, lease: { workspaceId, runId, epoch: held.leaseEpoch } };
        }
      }
    });
  }

  /** Folds a job's facts into its run, together with the rows they speak of. Throws RunInterrupted for a stale lease. */
  report(lease: RunLease, report: RunReport<unknown>, write?: (tx: WorkspaceTx) => Promise<void>): Promise<void> {
    return this.database.run(lease.workspaceId, async (tx) => {
      const { run, now } = await this.hold(tx, lease);
      const facts = { leaseMs: this.config.LEASE_MS, wrote: write !== undefined, now };
      const { change, urgent } = reported(run, report, facts);
      await write?.(tx);
      await this.change(tx, run, change, urgent);
    });
  }

  /** The worker lives. Throws RunInterrupted where it should let go. */
  heartbeat(lease: RunLease): Promise<void> {
    return this.database.run(lease.workspaceId, async (tx) => {
      const { run } = await this.hold(tx, lease);
      await this.change(tx, run, { heartbeatAt: 'now', leaseExpiresAt: { inMs: this.config.LEASE_MS } }, false);
    });
  }

  /** The end: outcome, rows, one notification and one audit entry, in one transaction. */
  complete(lease: RunLease, { write, ...ending }: RunConclusion): Promise<void> {
    return this.database.run(lease.workspaceId, async (tx) => {
      const { run, now } = await this.hold(tx, lease);
      await write?.(tx);
      await this.end(tx, run, now, ending);
    });
  }

  /** Ends a run that its executor stopped because somebody asked for it. */
  async completeCancelled(lease: RunLease): Promise<void> {
    await this.database.run(lease.workspaceId, async (tx) => {
      const locked = await lockRun(tx, lease.runId);
      if (locked?.run.leaseEpoch !== lease.epoch || locked.run.status !== 'running') return;
      await this.end(tx, locked.run, locked.now, CANCELLED);
    });
  }

  /**
   * Lets go of a run that is not finished. A worker that is told to stop costs no attempt; an attempt that failed does,
   * and the last one ends the run.
   */
  async giveBack(lease: RunLease, why: 'worker_stopping' | 'attempt_failed'): Promise<void> {
    await this.database.run(lease.workspaceId, async (tx) => {
      const locked = await lockRun(tx, lease.runId);
      if (locked?.run.leaseEpoch !== lease.epoch || locked.run.status !== 'running') return;
      const { run, now } = locked;
      if (run.cancelRequestedAt !== null) {
        await this.end(tx, run, now, CANCELLED);
        return;
      }
      const failed = why === 'attempt_failed';
      if (failed && run.attempt >= this.registry.handlerOf(run.type).maxAttempts) {
        await this.end(tx, run, now, { outcome: 'failed', reason: { code: 'internal_error' } });
        return;
      }
      await this.change(tx, run, handedBack(run, { usesAttempt: failed, now }));
      await dispatch(tx, run, failed ? restBefore(run.attempt + 1) : 0);
      await passTurn(tx, run, this.registry.turnTakers());
    });
    this.relay.kick();
  }

  /** Takes up again a run whose lease ran out, or ends it where its attempts are used up. Says whether it did anything. */
  async recover(workspaceId: string, runId: string): Promise<boolean> {
    const acted = await this.database.run(workspaceId, async (tx) => {
      const locked = await lockRun(tx, runId);
      if (locked === null || !this.registry.has(locked.run.type)) return false;
      const { run, now } = locked;
      switch (decideLoss(run, this.registry.handlerOf(run.type).maxAttempts, now)) {
        case 'leave':
          return false;
        case 'end_cancelled':
          await this.end(tx, run, now, CANCELLED);
          return true;
        case 'end_exhausted':
          await this.end(tx, run, now, exhausted(run));
          return true;
        case 'take_up_again':
          await this.change(tx, run, takenAway(run, now));
          await dispatch(tx, run);
          await passTurn(tx, run, this.registry.turnTakers());
          return true;
      }
    });
    if (acted) this.relay.kick();
    return acted;
  }

  /**
   * Rings again for an accepted run that nobody executes. `unheard` is the dispatch for which no bell is ringing: where
   * there is a newer one, somebody else has rung again already.
   */
  async ringAgain(workspaceId: string, runId: string, unheard: number): Promise<void> {
    await this.database.run(workspaceId, async (tx) => {
      const locked = await lockRun(tx, runId);
      if (locked === null || locked.run.status === 'completed' || isHeld(locked.run, locked.now)) return;
      if ((await lastDispatch(tx, runId)) === unheard) await dispatch(tx, locked.run);
    });
    this.relay.kick();
  }

  /** Meets a request to cancel: at once where nobody executes the run, at its next checkpoint otherwise. */
  cancel(workspaceId: string, runId: string, actor: AuditActor): Promise<RunRow | undefined> {
    return this.database.run(workspaceId, async (tx) => {
      const locked = await lockRun(tx, runId);
      if (locked === null) return undefined;
      const { run, now } = locked;
      const decision = decideCancel(run, now);
      if (decision === 'already_over' || decision === 'already_asked') return run;
      await this.audit.record(tx, {
        action: 'operation_run.cancel_requested',
        actor,
        subject: { kind: 'operation_run', id: runId },
        result: 'succeeded',
        facts: { type: run.type },
      });
      if (decision === 'end_now') {
        await this.end(tx, run, now, CANCELLED);
      } else {
        await this.change(tx, run, { cancelRequestedAt: 'now' });
        tx.afterCommit(() => {
          this.fanOut.publish('cancellations', { runId });
        });
      }
      return readRun(tx, runId);
    });
  }

  /** The locked run, if this lease still holds it and nobody asked it to stop. */
  private async hold(tx: WorkspaceTx, lease: RunLease): Promise<{ run: RunRow; now: Date }> {
    const locked = await lockRun(tx, lease.runId);
    if (locked?.run.leaseEpoch !== lease.epoch || locked.run.status !== 'running') {
      throw new RunInterrupted('lease_lost');
    }
    if (locked.run.cancelRequestedAt !== null) throw new RunInterrupted('cancelled');
    return locked;
  }

  private async end(tx: WorkspaceTx, run: RunRow, now: Date, ending: Ending): Promise<void> {
    await this.change(tx, run, ended(run, ending, now));
    await this.audit.record(tx, {
      action: 'operation_run.completed',
      actor: WORKER,
      subject: { kind: 'operation_run', id: run.id },
      result: ending.outcome,
      facts: { type: run.type, reasonCode: ending.reason?.code ?? null },
    });
    if (run.initiatorUserId !== null) {
      await this.notifications.runCompleted(tx, { userId: run.initiatorUserId, runId: run.id });
    }
    await clearOutbox(tx, run.id);
    await passTurn(tx, run, this.registry.turnTakers());
    tx.afterCommit(() => {
      this.relay.kick();
    });
  }

  private async change(tx: WorkspaceTx, run: RunRow, change: RunChange, urgent = true): Promise<number> {
    const revision = await changeRun(tx, run.id, change);
    tx.afterCommit(() => {
      this.fanOut.publish('runs', { workspaceId: tx.workspaceId, runId: run.id, revision, urgent });
    });
    return revision;
  }
}
