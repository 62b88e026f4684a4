import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { searchText, type PolicyListArgs } from '../inventory/index.js';
import { refused, type RefusedModel } from '../operation-runs/index.js';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  seesTenant,
  visibleTenantIds,
  type Grant,
} from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { workspaceLoader } from '../../platform/graphql/workspace-loader.js';
import { gapsOfSnapshot, itemsOfSnapshot, type BaselineGapRow, type BaselineItemRow } from './baseline-item.row.js';
import { activateSnapshot } from './baseline-profile.store.js';
import { snapshotsByIds, snapshotsOfProfile, type BaselineSnapshotRow } from './baseline-snapshot.row.js';
import { profileMessage } from './profile-details.js';

/** Which page of a list is wanted. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

const SNAPSHOTS = Symbol('baseline snapshots by id');

/** Snapshots of baselines, with what they hold and what they lack. */
@Injectable()
export class BaselineSnapshots {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly audit: AuditLog,
  ) {}

  async find(context: RequestContext, id: string): Promise<BaselineSnapshotRow> {
    const { grant, snapshot } = await this.load(context, id);
    requireCapability(grant, 'baselines.view');
    return snapshot;
  }

  /** Whole snapshots of a profile, the newest first. */
  async ofProfile(
    context: RequestContext,
    { workspaceId, id: profileId }: { readonly workspaceId: string; readonly id: string },
    args: PageArgs,
  ): Promise<Page<BaselineSnapshotRow>> {
    const grant = this.requireViewer(context, workspaceId);
    const scope = { list: `snapshots of ${profileId}`, within: workspaceId };
    const request = pageRequest(scope, args);
    const rows = await this.database.run(workspaceId, (tx) =>
      snapshotsOfProfile(tx, {
        profileId,
        tenantIds: visibleTenantIds(grant),
        beforeVersion: request.from?.[0] ?? null,
        atMost: request.size + 1,
      }),
    );
    return pageOf(scope, request, rows, (row) => [String(row.version)]);
  }

  /** The snapshot that something refers to; null where its tenant is out of the caller's sight. */
  async loadOne(context: RequestContext, workspaceId: string, id: string): Promise<BaselineSnapshotRow | null> {
    const grant = this.requireViewer(context, workspaceId);
    const loader = workspaceLoader(context, SNAPSHOTS, workspaceId, async (ids) => {
      const rows = await this.database.run(workspaceId, (tx) => snapshotsByIds(tx, ids));
      return new Map(rows.map((row) => [row.id, row]));
    });
    const row = await loader.load(id);
    return row !== null && seesTenant(grant, row.sourceTenantId) ? row : null;
  }

  /** Makes a snapshot the one that its baseline stands for. */
  async activate(context: RequestContext, id: string): Promise<BaselineSnapshotRow | RefusedModel> {
    const { grant, snapshot } = await this.load(context, id);
    requireCapability(grant, 'baselines.manage');
    if (snapshot.sealedAt === null) {
      return refused('baseline_not_consumable', profileMessage('baseline_not_consumable', context.locale));
    }
    const { kind, id: actorId, name } = principalOf(context);
    await this.database.run(grant.workspaceId, async (tx) => {
      await activateSnapshot(tx, snapshot.profileId, id);
      await this.audit.record(tx, {
        action: 'baseline_snapshot.activated',
        actor: { kind, id: actorId, name, ip: context.origin.ip },
        subject: { kind: 'baseline_snapshot', id },
        result: 'succeeded',
        facts: { profileId: snapshot.profileId, version: snapshot.version },
      });
    });
    return { ...snapshot, isActive: true };
  }

  /** Policies of a snapshot that the caller was given. Without a family: all policies, not what they refer to. */
  async items(
    context: RequestContext,
    { id: snapshotId, workspaceId }: { readonly id: string; readonly workspaceId: string },
    args: PolicyListArgs,
  ): Promise<Page<BaselineItemRow>> {
    this.requireViewer(context, workspaceId);
    const { family = null } = args;
    const search = searchText(args.search);
    const scope = { list: JSON.stringify(['snapshot items', snapshotId, family, search]), within: workspaceId };
    const request = pageRequest(scope, args);
    const rows = await this.database.run(workspaceId, (tx) =>
      itemsOfSnapshot(tx, { snapshotId, family, search, from: request.from, atMost: request.size + 1 }),
    );
    return pageOf(scope, request, rows, (row) => [row.sortKey, row.id]);
  }

  async gaps(
    context: RequestContext,
    { id: snapshotId, workspaceId }: { readonly id: string; readonly workspaceId: string },
    args: PageArgs,
  ): Promise<Page<BaselineGapRow>> {
    this.requireViewer(context, workspaceId);
    const scope = { list: `gaps of ${snapshotId}`, within: workspaceId };
    const request = pageRequest(scope, args);
    const rows = await this.database.run(workspaceId, (tx) =>
      gapsOfSnapshot(tx, snapshotId, { from: request.from, atMost: request.size + 1 }),
    );
    return pageOf(scope, request, rows, (row) => [row.family, row.item, row.id]);
  }

  private requireViewer(context: RequestContext, workspaceId: string): Grant {
    const grant = requireWorkspace(principalOf(context), workspaceId);
    requireCapability(grant, 'baselines.view');
    return grant;
  }

  private async load(context: RequestContext, id: string): Promise<{ grant: Grant; snapshot: BaselineSnapshotRow }> {
    const grant = await this.owners.requireOwner(principalOf(context), 'baseline_snapshots', id);
    const [snapshot] = await this.database.run(grant.workspaceId, (tx) => snapshotsByIds(tx, [id]));
    if (snapshot === undefined) throw notFound();
    requireVisible(grant, { tenantId: snapshot.sourceTenantId });
    return { grant, snapshot };
  }
}
