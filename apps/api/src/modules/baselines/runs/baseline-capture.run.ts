import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOOKUP_FAMILIES, type PolicyFamily } from '@tenantatlas/drift';
import { EndpointRefused } from '@tenantatlas/graph-client';
import { z } from 'zod';
import { WorkspaceDatabase } from '../../../platform/database/index.js';
import {
  collectionsOf,
  CONFIRM_EMPTY_AFTER_MS,
  ConnectionLost,
  databaseTime,
  familiesInScope,
  ReadingStop,
  storable,
} from '../../inventory/index.js';
import { type RunConclusion, type RunExecution, type RunHandler, RunRegistry } from '../../operation-runs/index.js';
import {
  conclusionOfRefusedSignIn,
  connectionOfTenant,
  obstacleOf,
  ProviderReaderFactory,
  type ProviderConnectionRow,
} from '../../provider-connections/index.js';
import { profileById, type BaselineProfileRow } from '../baseline-profile.row.js';
import { captureResume, type CaptureResume } from '../capture-state.js';
import { SOURCE_FILES } from '../family-words.js';
import { beginSnapshot } from '../snapshot-sealing.store.js';
import { readDetails } from './capture-details.js';
import { listForCapture } from './capture-listing.js';
import { CaptureRecorder } from './capture-recorder.js';
import { concludeCapture } from './capture-conclusion.js';

export const captureInput = z.object({ profileId: z.uuid() });
export type CaptureInput = z.infer<typeof captureInput>;

type Execution = RunExecution<CaptureInput, CaptureResume>;

/** What a capture may begin with, once it is known to be possible. */
interface EligibleCapture {
  readonly tenantId: string;
  readonly profile: BaselineProfileRow;
  readonly connection: ProviderConnectionRow;
  readonly families: readonly PolicyFamily[];
  readonly startedAt: Date;
}

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
    const eligible = await this.checkEligibility(execution);
    return 'outcome' in eligible ? eligible : this.capture(execution, eligible);
  }

  private async checkEligibility(execution: Execution): Promise<EligibleCapture | RunConclusion> {
    const { workspaceId, tenantId, input } = execution;
    if (tenantId === null) throw new Error('a capture reads a tenant');
    const { profile, connection, now } = await this.database.run(workspaceId, async (tx) => ({
      profile: await profileById(tx, input.profileId),
      connection: await connectionOfTenant(tx, tenantId),
      now: await databaseTime(tx),
    }));
    if (profile === undefined) throw new Error('the baseline profile of the capture is missing');
    const obstacle = obstacleOf(connection, now);
    if (connection === undefined || obstacle !== null) {
      return { outcome: 'blocked', reason: obstacle ?? { code: 'connection_missing' } };
    }
    const families = familiesInScope(profile.families);
    if (families.length === 0) return { outcome: 'blocked', reason: { code: 'nothing_in_scope' } };
    return { tenantId, profile, connection, families, startedAt: now };
  }

  private async capture(execution: Execution, eligible: EligibleCapture): Promise<RunConclusion> {
    const stop = new ReadingStop(execution.signal);
    const begun = execution.resume ?? (await this.begin(execution, eligible));
    const { tenantId, connection, families } = eligible;
    const { database } = this;
    const recorder = new CaptureRecorder({ execution, database, tenantId, policyFamilies: families, stop }, begun);
    try {
      const reader = this.readers.open(connection, { signal: stop.signal, onEvent: recorder.onEvent });
      const refused = await stop.guard(reader.signIn());
      if (refused !== null) return conclusionOfRefusedSignIn(refused);
      await recorder.enter('inventory');
      const reading = { client: reader.client, database, workspaceId: execution.workspaceId, recorder, stop };
      await listForCapture({
        ...reading,
        tenantId,
        collections: collectionsOf([...families, ...LOOKUP_FAMILIES]),
        names: eligible.profile,
        confirmAfterMs: this.confirmAfterMs,
      });
      await this.accountForFiles(recorder, await stop.guard(reader.unusedFiles()));
      await recorder.enter('evidence_capture');
      await readDetails(reading);
    } catch (error) {
      if (error instanceof ConnectionLost) return { outcome: 'failed', reason: { code: error.reason } };
      if (error instanceof EndpointRefused) return { outcome: 'failed', reason: { code: 'provider_unreachable' } };
      throw error;
    } finally {
      recorder.close();
    }
    return concludeCapture({
      recorder,
      database,
      workspaceId: execution.workspaceId,
      profile: eligible.profile,
      families,
    });
  }

  /** The first attempt begins the snapshot; every later one goes on with it. */
  private async begin(
    execution: Execution,
    { tenantId, profile, families, startedAt }: EligibleCapture,
  ): Promise<CaptureResume> {
    const of = { profileId: profile.id, tenantId, runId: execution.runId };
    const snapshotId = await this.database.run(execution.workspaceId, (tx) => beginSnapshot(tx, of));
    const resume = { snapshotId, startedAt: startedAt.toISOString(), marks: {}, facts: NOTHING };
    await execution.report({
      facts: { in_scope: families.length },
      related: [{ kind: 'baseline_profile', id: profile.id, label: profile.name }],
      resume,
    });
    return resume;
  }

  private async accountForFiles(
    recorder: CaptureRecorder,
    files: readonly { readonly file: string; readonly reason: string }[],
  ): Promise<void> {
    if (files.length === 0) return;
    await recorder.add({
      gaps: files.map(({ file, reason }) => ({
        family: SOURCE_FILES,
        item: storable(file, 500),
        sourceId: '',
        reason,
      })),
    });
  }
}
