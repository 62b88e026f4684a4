import { familyOf, type PolicyFamily } from '@tenantatlas/drift';
import type { ReadEvent } from '@tenantatlas/graph-client';
import type { WorkspaceDatabase, WorkspaceTx } from '../../../platform/database/index.js';
import {
  CheckpointQueue,
  noteContents,
  recordListing,
  ThrottleWatch,
  type ReadingStop,
} from '../../inventory/index.js';
import type { RunExecution, RunReport } from '../../operation-runs/index.js';
import {
  batchOf,
  contentsOf,
  countsOf,
  stateAfter,
  type CaptureBatch,
  type CaptureChange,
  type CaptureInput,
  type CaptureResume,
} from '../capture-state.js';
import { addGaps, dropItems, knownContents, setContents, stageItems, storeContents } from '../snapshot.store.js';

/** What a recorder needs to know of its capture. */
export interface RecordedCapture {
  readonly execution: RunExecution<CaptureInput, CaptureResume>;
  readonly database: WorkspaceDatabase;
  readonly tenantId: string;
  readonly policyFamilies: readonly PolicyFamily[];
  readonly stop: ReadingStop;
}

/** Writes what a capture reads: rows, inventory, facts and the place to go on from, in one transaction each time. */
export class CaptureRecorder {
  private readonly watch: ThrottleWatch;
  private readonly queue: CheckpointQueue<CaptureChange>;
  private readonly throttledBefore: number;
  private wasWaiting = false;

  constructor(
    private readonly capture: RecordedCapture,
    private current: CaptureResume,
  ) {
    this.throttledBefore = current.facts.throttled;
    this.queue = new CheckpointQueue((changes) => this.commit(batchOf(changes)), capture.stop.because);
    this.watch = new ThrottleWatch((waitUntil) => {
      this.queue.add({ waitUntil }).catch(capture.stop.because);
    });
  }

  readonly onEvent = (event: ReadEvent): void => {
    this.watch.onEvent(event);
  };

  get state(): CaptureResume {
    return this.current;
  }

  add(change: CaptureChange): Promise<void> {
    return this.queue.add(change);
  }

  /** Resolves when everything that was added is stored. */
  drain(): Promise<void> {
    return this.queue.drain();
  }

  /** Resolves when nothing is being stored any more, whether or not all went well. */
  settle(): Promise<void> {
    return this.queue.settle();
  }

  /** Enters a phase; what was added before is stored in the phase before. */
  async enter(phase: string, write?: (tx: WorkspaceTx) => Promise<void>): Promise<void> {
    await this.queue.drain();
    await this.capture.execution.report({ phase, ...this.reportOf(this.current) }, write);
  }

  close(): void {
    this.watch.moved();
  }

  private async commit(batch: CaptureBatch): Promise<void> {
    if (batch.waitUntil === null) this.watch.moved();
    const contents = contentsOf(batch);
    const { execution, database } = this.capture;
    const known = await database.run(execution.workspaceId, (tx) =>
      knownContents(
        tx,
        contents.map(({ hash }) => hash),
      ),
    );
    const before = this.current;
    const after = stateAfter(before, batch, {
      known,
      isPolicy: (key) => familyOf(key)?.kind !== 'lookup',
      throttled: this.throttledBefore + this.watch.throttled,
    });
    const waitingFor = batch.waitUntil && ({ what: 'provider_rate_limit', until: batch.waitUntil } as const);
    const isToBeTold = waitingFor !== null || this.wasWaiting;
    await execution.report({ ...this.reportOf(after), ...(isToBeTold ? { waitingFor } : {}) }, async (tx) => {
      await storeContents(
        tx,
        contents.filter(({ hash }) => !known.has(hash)),
      );
      await this.write(tx, batch, before, after);
    });
    this.wasWaiting = waitingFor !== null;
    this.current = after;
  }

  private async write(
    tx: WorkspaceTx,
    batch: CaptureBatch,
    before: CaptureResume,
    after: CaptureResume,
  ): Promise<void> {
    const { tenantId, policyFamilies } = this.capture;
    await stageItems(tx, after.snapshotId, batch.items);
    await setContents(tx, batch.read);
    await dropItems(tx, after.snapshotId, batch.dropped);
    await addGaps(tx, after.snapshotId, batch.gaps);
    await noteContents(
      tx,
      tenantId,
      batch.read.map(({ hash, ...item }) => ({ ...item, fingerprint: hash })),
    );
    await recordListing(tx, {
      tenantId,
      since: new Date(after.startedAt),
      families: policyFamilies,
      before: before.marks,
      after: after.marks,
      entries: batch.seen,
    });
  }

  private reportOf(state: CaptureResume): RunReport<CaptureResume> {
    const { policyFamilies } = this.capture;
    const facts = { ...state.facts, in_scope: policyFamilies.length };
    return { facts, counts: countsOf(policyFamilies, state), totalFinal: true, resume: state };
  }
}
