import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { searchText } from '../inventory/index.js';
import {
  initiatorOf,
  refused,
  RunQueries,
  RunStarter,
  type RefusedModel,
  type RunRow,
  type StartResult,
} from '../operation-runs/index.js';
import { connectionOfTenant, obstacleOf } from '../provider-connections/index.js';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  visibleTenantIds,
  type Grant,
} from '../../platform/access/index.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { workspaceLoader } from '../../platform/graphql/workspace-loader.js';
import { profileById, profilesByIds, type BaselineProfileRow } from './baseline-profile.row.js';
import { insertProfile, lastCaptureIds, listProfiles, lockProfile, updateProfile } from './baseline-profile.store.js';
import type { ListArgs, StartBaselineCaptureArgs, UpdateBaselineProfileArgs } from './baselines.inputs.js';
import { checkProfile, profileMessage, type ProfileProblem } from './profile-details.js';

const PROFILES = Symbol('baseline profiles by id');
const LAST_CAPTURES = Symbol('last captures by profile');

/** Baseline profiles: what a baseline covers, and the start of its captures. */
@Injectable()
export class BaselineProfiles {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly audit: AuditLog,
    private readonly starter: RunStarter,
    private readonly runs: RunQueries,
  ) {}

  async find(context: RequestContext, id: string): Promise<BaselineProfileRow> {
    const { grant, profile } = await this.load(context, id);
    requireCapability(grant, 'baselines.view');
    return profile;
  }

  async page(context: RequestContext, workspaceId: string, args: ListArgs): Promise<Page<BaselineProfileRow>> {
    requireCapability(requireWorkspace(principalOf(context), workspaceId), 'baselines.view');
    const search = searchText(args.search);
    const scope = { list: JSON.stringify(['baseline_profiles', search]), within: workspaceId };
    const request = pageRequest(scope, args);
    const rows = await this.database.run(workspaceId, (tx) =>
      listProfiles(tx, { search, from: request.from, atMost: request.size + 1 }),
    );
    return pageOf(scope, request, rows, (row) => [row.sortKey, row.id]);
  }

  async create(
    context: RequestContext,
    args: { readonly workspaceId: string; readonly name: string; readonly families?: readonly string[] | null },
  ): Promise<BaselineProfileRow | RefusedModel> {
    const { workspaceId, name, families } = args;
    requireCapability(requireWorkspace(principalOf(context), workspaceId), 'baselines.manage');
    const details = checkProfile({ name, families: families ?? [], includeNames: [], excludeNames: [] });
    if ('problem' in details) return refuse(details.problem, context);
    return this.database.run(workspaceId, async (tx) => {
      const profile = await insertProfile(tx, details, principalOf(context).name);
      if (profile === undefined) return refuse('baseline_name_taken', context);
      await this.record(tx, context, 'baseline_profile.created', profile.id);
      return profile;
    });
  }

  async update(context: RequestContext, args: UpdateBaselineProfileArgs): Promise<BaselineProfileRow | RefusedModel> {
    const { grant } = await this.load(context, args.id);
    requireCapability(grant, 'baselines.manage');
    return this.database.run(grant.workspaceId, async (tx) => {
      const before = await lockProfile(tx, args.id);
      if (before === undefined) throw notFound();
      const details = checkProfile({
        name: args.name ?? before.name,
        families: args.families ?? before.families,
        includeNames: args.includeNames ?? before.includeNames,
        excludeNames: args.excludeNames ?? before.excludeNames,
      });
      if ('problem' in details) return refuse(details.problem, context);
      const profile = await updateProfile(tx, args.id, details);
      if (profile === undefined) return refuse('baseline_name_taken', context);
      await this.record(tx, context, 'baseline_profile.updated', profile.id);
      return profile;
    });
  }

  /** Starts a capture of a tenant. Both must be of one workspace; a tenant of another one does not exist here. */
  async startCapture(context: RequestContext, args: StartBaselineCaptureArgs): Promise<StartResult> {
    const { baselineProfileId, sourceTenantId: tenantId, idempotencyKey } = args;
    const { grant, profile } = await this.load(context, baselineProfileId);
    const ofTenant = await this.owners.requireOwner(principalOf(context), 'managed_tenants', tenantId);
    requireVisible(grant, ofTenant.workspaceId === grant.workspaceId ? { tenantId } : undefined);
    requireCapability(grant, 'baselines.capture');
    return this.starter.start({
      type: 'baseline_capture',
      workspaceId: grant.workspaceId,
      tenantId,
      input: { profileId: profile.id },
      initiator: initiatorOf(context),
      idempotencyKey,
      related: [{ kind: 'baseline_profile', id: profile.id, label: profile.name }],
      obstacle: async (tx) => obstacleOf(await connectionOfTenant(tx, tenantId), context.now),
    });
  }

  /** A profile that something visible refers to. */
  async loadOne(context: RequestContext, workspaceId: string, id: string): Promise<BaselineProfileRow> {
    const loader = workspaceLoader(context, PROFILES, workspaceId, async (ids) => {
      const rows = await this.database.run(workspaceId, (tx) => profilesByIds(tx, ids));
      return new Map(rows.map((row) => [row.id, row]));
    });
    const row = await loader.load(id);
    if (row === null) throw notFound();
    return row;
  }

  /** The newest capture of a profile among those that the caller sees. */
  async lastCapture(context: RequestContext, workspaceId: string, profileId: string): Promise<RunRow | null> {
    const grant = requireWorkspace(principalOf(context), workspaceId);
    requireCapability(grant, 'baselines.view');
    const loader = workspaceLoader(context, LAST_CAPTURES, workspaceId, async (profileIds) => {
      const ids = await this.database.run(workspaceId, (tx) => lastCaptureIds(tx, profileIds, visibleTenantIds(grant)));
      const rows = await this.runs.findMany(workspaceId, [...ids.values()]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return new Map([...ids].flatMap(([profile, run]) => [[profile, byId.get(run)] as const]).filter(isFound));
    });
    return loader.load(profileId);
  }

  private async load(context: RequestContext, id: string): Promise<{ grant: Grant; profile: BaselineProfileRow }> {
    const grant = await this.owners.requireOwner(principalOf(context), 'baseline_profiles', id);
    const profile = await this.database.run(grant.workspaceId, (tx) => profileById(tx, id));
    if (profile === undefined) throw notFound();
    return { grant, profile };
  }

  private async record(
    tx: WorkspaceTx,
    context: RequestContext,
    action: 'baseline_profile.created' | 'baseline_profile.updated',
    id: string,
  ): Promise<void> {
    const { kind, id: actorId, name } = principalOf(context);
    const actor = { kind, id: actorId, name, ip: context.origin.ip };
    await this.audit.record(tx, { action, actor, subject: { kind: 'baseline_profile', id }, result: 'succeeded' });
  }
}

function refuse(problem: ProfileProblem, { locale }: RequestContext): RefusedModel {
  return refused(problem, profileMessage(problem, locale));
}

function isFound(entry: readonly [string, RunRow | undefined]): entry is readonly [string, RunRow] {
  return entry[1] !== undefined;
}
