import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOOKUP_FAMILIES } from '@tenantatlas/drift';
import { v7 } from 'uuid';
import { WorkspaceDatabase } from '../../../platform/database/index.js';
import { collectionsOf, CONFIRM_EMPTY_AFTER_MS, isListed, ReadingStop, storable } from '../../inventory/index.js';
import { RunRegistry, type RunConclusion, type RunExecution, type RunHandler } from '../../operation-runs/index.js';
import {
  conclusionOfLostConnection,
  conclusionOfRefusedSignIn,
  ProviderReaderFactory,
  type ProviderReader,
} from '../../provider-connections/index.js';
import { captureInput, captureResume, type CaptureInput, type CaptureResume } from '../capture-state.js';
import { SOURCE_FILES } from '../family-words.js';
import { beginSnapshot } from '../snapshot-sealing.store.js';
import { concludeCapture } from './capture-conclusion.js';
import { readDetails } from './capture-details.js';
import { checkEligibility, type EligibleCapture } from './capture-eligibility.js';
import { listForCapture } from './capture-listing.js';
import { CaptureRecorder } from './capture-recorder.js';

type Execution = RunExecution<CaptureInput, CaptureResume>;

const NOTHING = { listed: 0, excluded: 0, captured: 0, reused: 0, throttled: 0, failed: 0 };

/** `baseline_capture`: reads a tenant into an immutable snapshot of a baseline. */
@Injectable()
export class BaselineCaptureRun implements RunHandler<CaptureInput, CaptureResume>, OnModuleInit {
  readonly type = 'baseline_capture';
  readonly queue = 'provider';
  readonly input = captureInput;
  readonly resume = captureResume;
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

  identityOf({ profileId }: CaptureInput): readonly string[] {
    return [profileId];
  }

  async execute(execution: Execution): Promise<RunConclusion> {
    await execution.report({ phase: 'eligibility' });
    const eligible = await checkEligibility(this.database, execution);
    if ('outcome' in eligible) return eligible;
    const begun = execution.resume ?? (await begin(execution, eligible));
    const stop = new ReadingStop(execution.signal);
    const { tenantId, families: policyFamilies } = eligible;
    const recorder = new CaptureRecorder({ execution, database: this.database, tenantId, policyFamilies, stop }, begun);
    try {
      const reader = this.readers.open(eligible.connection, { signal: stop.signal, onEvent: recorder.onEvent });
      const refused = await stop.guard(reader.signIn());
      if (refused !== null) return conclusionOfRefusedSignIn(refused);
      await this.read(execution.workspaceId, eligible, { reader, recorder, stop });
    } catch (error) {
      await recorder.settle();
      return conclusionOfLostConnection(error);
    } finally {
      recorder.close();
    }
    return concludeCapture({ ...eligible, recorder, database: this.database, workspaceId: execution.workspaceId });
  }

  private async read(
    workspaceId: string,
    { tenantId, families, scope }: EligibleCapture,
    { reader, recorder, stop }: { reader: ProviderReader; recorder: CaptureRecorder; stop: ReadingStop },
  ): Promise<void> {
    const { database, confirmAfterMs } = this;
    const reading = { client: reader.client, database, workspaceId, recorder, stop };
    const collections = collectionsOf([...families, ...LOOKUP_FAMILIES]);
    // Taken up again after its listing was over, a capture does not list once more.
    if (!collections.every(({ collection: { path } }) => isListed(recorder.state.marks[path]))) {
      await recorder.enter('inventory');
      await listForCapture({ ...reading, tenantId, collections, names: scope, confirmAfterMs });
    }
    await accountForFiles(recorder, await stop.guard(reader.unusedFiles()));
    await recorder.enter('evidence_capture');
    await readDetails(reading);
  }
}

/** The first attempt begins the snapshot; every later one goes on with it. */
async function begin(
  execution: Execution,
  { tenantId, profile, scope, families, now }: EligibleCapture,
): Promise<CaptureResume> {
  const snapshot = { id: v7(), profileId: profile.id, tenantId, runId: execution.runId, scope };
  const resume = { snapshotId: snapshot.id, startedAt: now.toISOString(), marks: {}, facts: NOTHING };
  await execution.report(
    {
      facts: { in_scope: families.length },
      related: [{ kind: 'baseline_profile', id: profile.id, label: profile.name }],
      resume,
    },
    (tx) => beginSnapshot(tx, snapshot),
  );
  return resume;
}

/** Files of an export that nobody could serve are missing from the snapshot, and said to be. */
async function accountForFiles(
  recorder: CaptureRecorder,
  files: Awaited<ReturnType<ProviderReader['unusedFiles']>>,
): Promise<void> {
  const gaps = files.map(({ file, reason }) => {
    return { family: SOURCE_FILES, item: storable(file, 500), sourceId: '', reason };
  });
  if (gaps.length > 0) await recorder.add({ gaps });
}
