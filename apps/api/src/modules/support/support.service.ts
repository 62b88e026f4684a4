import { Injectable } from '@nestjs/common';
import { OwnerLookup, requireCapability, requireWorkspace } from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { initiatorOf, RunStarter, type StartResult } from '../operation-runs/index.js';
import { bundleById, type SupportBundleRow } from './support-bundle.row.js';

/** Diagnostics for support staff. */
@Injectable()
export class Support {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly starter: RunStarter,
  ) {}

  /** A bundle speaks of every tenant of its workspace, so whoever may not see all of them does not see it. */
  async bundle(context: RequestContext, id: string): Promise<SupportBundleRow> {
    const grant = await this.owners.requireOwner(principalOf(context), 'support_bundles', id);
    const row = await this.database.run(grant.workspaceId, (tx) => bundleById(tx, id));
    if (row === undefined || grant.tenantIds !== 'all') throw notFound();
    requireCapability(grant, 'support.diagnostics');
    return row;
  }

  async startCollecting(
    context: RequestContext,
    workspaceId: string,
    idempotencyKey: string | null,
  ): Promise<StartResult> {
    requireCapability(requireWorkspace(principalOf(context), workspaceId), 'support.diagnostics');
    return this.starter.start({
      type: 'support.diagnostics.collect',
      workspaceId,
      tenantId: null,
      input: {},
      initiator: initiatorOf(context),
      idempotencyKey,
    });
  }
}
