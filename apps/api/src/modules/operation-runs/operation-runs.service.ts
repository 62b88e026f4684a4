import { Injectable } from '@nestjs/common';
import { isRetryable, isRunType, normalizeStatus, OperationUxPresenter } from '@tenantatlas/ops-ux';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  type Grant,
  type Principal,
} from '../../platform/access/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { badInput } from '../../platform/graphql/errors.js';
import type { Page } from '../../platform/graphql/pages.js';
import { TenantLookup } from '../workspaces/index.js';
import { OperationRunService } from './operation-run.service.js';
import { toRunModel } from './operation-run.mapping.js';
import type { OperationRunModel } from './operation-run.model.js';
import { OperationStartedModel } from './operation-started.model.js';
import type { OperationBlockedModel } from './refusal.model.js';
import { blocked } from './refusal.model.js';
import type { Initiator } from './run-handler.js';
import { RunStarter, type StartResult } from './run-starter.js';
import { canCancelRun, canRetryRun, requireRun, startCapability } from './run.policy.js';
import { RunQueries, type PageArguments, type RunFilter } from './run.queries.js';
import type { RunRow } from './run.row.js';

/** Who starts something, as it is stored with the run. */
export function initiatorOf(context: RequestContext): Initiator {
  const { kind, id, userId, name } = principalOf(context);
  return { kind, id, userId, name, ip: context.origin.ip };
}

/** What the API's resolvers ask of runs: read, cancel, retry, and put the result of a start into the public shape. */
@Injectable()
export class OperationRuns {
  constructor(
    private readonly queries: RunQueries,
    private readonly runs: OperationRunService,
    private readonly starter: RunStarter,
    private readonly owners: OwnerLookup,
    private readonly tenants: TenantLookup,
  ) {}

  async find(context: RequestContext, id: string): Promise<RunRow> {
    return (await this.load(principalOf(context), id)).run;
  }

  async page(
    context: RequestContext,
    workspaceId: string,
    filter: RunFilter & { mine?: boolean | null },
    args: PageArguments,
  ): Promise<Page<RunRow>> {
    const principal = principalOf(context);
    const grant = requireWorkspace(principal, workspaceId);
    if (filter.tenantId) requireVisible(grant, await this.tenants.find(grant.workspaceId, filter.tenantId));
    if ((filter.search?.length ?? 0) > 200) throw badInput('A search has at most 200 characters.', 'search');
    return this.queries.page(grant, { ...filter, startedBy: filter.mine ? principal.userId : null }, args);
  }

  async cancel(context: RequestContext, id: string): Promise<RunRow> {
    const principal = principalOf(context);
    const { grant, run } = await this.load(principal, id);
    if (!canCancelRun(grant, principal.userId, run)) requireCapability(grant, 'operations.cancel');
    const { kind, name } = principal;
    const actor = { kind, id: principal.id, name, ip: context.origin.ip };
    return (await this.runs.cancel(grant.workspaceId, id, actor)) ?? run;
  }

  /** Starts the same work once more, as a new run that names the old one. A run that is still active is its own answer. */
  async retry(context: RequestContext, id: string): Promise<StartResult> {
    const { grant, run } = await this.load(principalOf(context), id);
    requireCapability(grant, 'operations.retry');
    if (!isRunType(run.type)) throw badInput('This kind of operation cannot be started any more.', 'id');
    requireCapability(grant, startCapability(run.type));
    if (run.status !== 'completed') return { kind: 'started', run, alreadyActive: true };
    return this.starter.start({
      type: run.type,
      workspaceId: grant.workspaceId,
      tenantId: run.tenantId,
      input: run.context['input'],
      initiator: initiatorOf(context),
      retryOfRunId: run.id,
      related: [{ kind: 'operation_run', id: run.id, label: toRunModel(run, context).title }],
    });
  }

  /** A start's result as the union that the public schema promises. */
  toResult(result: StartResult, { locale, now }: RequestContext): OperationStartedModel | OperationBlockedModel {
    if (result.kind === 'started') {
      return { run: toRunModel(result.run, { locale, now }), alreadyActive: result.alreadyActive };
    }
    const { code, params = null } = result.reason;
    const said = new OperationUxPresenter({ locale }).refused(code, params, result.tenantId);
    return blocked(code, said.message, said.nextAction);
  }

  toModel(row: RunRow, { locale, now }: RequestContext): OperationRunModel {
    return toRunModel(row, { locale, now });
  }

  mayCancel(grant: Grant, principal: Principal, run: RunRow): boolean {
    return run.status !== 'completed' && run.cancelRequestedAt === null && canCancelRun(grant, principal.userId, run);
  }

  mayRetry(grant: Grant, run: RunRow): boolean {
    return this.isRetryable(run) && canRetryRun(grant, run);
  }

  private isRetryable(run: RunRow): boolean {
    return isRetryable(normalizeStatus(run.status, run.outcome));
  }

  private async load(principal: Principal, id: string): Promise<{ grant: Grant; run: RunRow }> {
    const grant = await this.owners.requireOwner(principal, 'operation_runs', id);
    return { grant, run: requireRun(grant, await this.queries.find(grant.workspaceId, id)) };
  }
}
