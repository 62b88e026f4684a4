import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { initiatorOf, refused, type RefusedModel, RunStarter, type StartResult } from '../operation-runs/index.js';
import { TENANT_COLUMNS, type ManagedTenantRow } from '../workspaces/index.js';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  type Grant,
} from '../../platform/access/index.js';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { workspaceLoader } from '../../platform/graphql/workspace-loader.js';
import { obstacleOf } from './connection-readiness.js';
import {
  checkConnection,
  checkTenantName,
  type ConnectionDetails,
  type ConnectionInput,
  type ConnectionProblem,
} from './connection-details.js';
import { connectionMessage } from './connection-words.js';
import { CredentialVault } from './credential-vault.js';
import { connectionOfTenant, connectionsOfTenants, type ProviderConnectionRow } from './provider-connection.row.js';
import { addTenant, isDirectoryConnected, putConnection } from './provider-connection.store.js';

const CONNECTIONS = Symbol('connections by tenant');

/** Connects tenants to what they are read from. Credentials go in and never come out. */
@Injectable()
export class ProviderConnections {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly vault: CredentialVault,
    private readonly audit: AuditLog,
    private readonly starter: RunStarter,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The connection of a tenant that the caller sees. Needs connections.view. */
  async ofTenant(
    context: RequestContext,
    workspaceId: string,
    tenantId: string,
  ): Promise<ProviderConnectionRow | null> {
    requireCapability(requireWorkspace(principalOf(context), workspaceId), 'connections.view');
    const loader = workspaceLoader(context, CONNECTIONS, workspaceId, (tenantIds) =>
      this.database.run(workspaceId, async (tx) => {
        const rows = await connectionsOfTenants(tx, tenantIds);
        return new Map(rows.map((row) => [row.tenantId, row]));
      }),
    );
    return loader.load(tenantId);
  }

  async addManagedTenant(
    context: RequestContext,
    args: { readonly workspaceId: string; readonly name: string; readonly connection: ConnectionInput },
  ): Promise<ManagedTenantRow | RefusedModel> {
    const grant = requireWorkspace(principalOf(context), args.workspaceId);
    requireCapability(grant, 'tenants.manage');
    requireCapability(grant, 'connections.manage');
    const name = checkTenantName(args.name);
    if (name === null) return this.refuse('tenant_name_invalid', context);
    const details = this.check(args.connection, context);
    if ('problem' in details) return this.refuse(details.problem, context);
    return this.database.run(grant.workspaceId, async (tx) => {
      if (await isDirectoryConnected(tx, details)) return this.refuse('tenant_already_managed', context);
      const tenantId = await addTenant(tx, this.vault, name, details);
      await this.record(tx, context, 'managed_tenant.added', tenantId);
      return tenantById(tx, tenantId);
    });
  }

  async replaceCredential(
    context: RequestContext,
    args: { readonly tenantId: string; readonly connection: ConnectionInput },
  ): Promise<ManagedTenantRow | RefusedModel> {
    const grant = await this.requireTenant(context, args.tenantId);
    requireCapability(grant, 'connections.manage');
    const details = this.check(args.connection, context);
    if ('problem' in details) return this.refuse(details.problem, context);
    return this.database.run(grant.workspaceId, async (tx) => {
      const before = await connectionOfTenant(tx, args.tenantId);
      if (before !== undefined && !isSameDirectory(before, details)) return this.refuse('directory_differs', context);
      await putConnection(tx, this.vault, args.tenantId, details);
      await this.record(tx, context, 'provider_connection.credential_replaced', args.tenantId);
      return tenantById(tx, args.tenantId);
    });
  }

  async startCheck(context: RequestContext, tenantId: string, idempotencyKey: string | null): Promise<StartResult> {
    const grant = await this.requireTenant(context, tenantId);
    requireCapability(grant, 'connections.check');
    return this.starter.start({
      type: 'provider.connection.check',
      workspaceId: grant.workspaceId,
      tenantId,
      input: {},
      initiator: initiatorOf(context),
      idempotencyKey,
      obstacle: async (tx) => obstacleOf(await connectionOfTenant(tx, tenantId), context.now),
    });
  }

  /** The grant under which a tenant is seen; NOT_FOUND where it is out of sight. */
  async requireTenant(context: RequestContext, tenantId: string): Promise<Grant> {
    const grant = await this.owners.requireOwner(principalOf(context), 'managed_tenants', tenantId);
    requireVisible(grant, { tenantId });
    return grant;
  }

  private check(input: ConnectionInput, { now }: RequestContext) {
    return checkConnection(input, { emulatorUrl: this.config.EMULATOR_URL, now });
  }

  private refuse(problem: ConnectionProblem, { locale }: RequestContext): RefusedModel {
    return refused(problem, connectionMessage(problem, locale));
  }

  private async record(
    tx: WorkspaceTx,
    context: RequestContext,
    action: 'managed_tenant.added' | 'provider_connection.credential_replaced',
    tenantId: string,
  ): Promise<void> {
    const { kind, id, name } = principalOf(context);
    const actor = { kind, id, name, ip: context.origin.ip };
    await this.audit.record(tx, {
      action,
      actor,
      subject: { kind: 'managed_tenant', id: tenantId },
      result: 'succeeded',
    });
  }
}

function isSameDirectory(before: ProviderConnectionRow, { kind, directoryId }: ConnectionDetails): boolean {
  return before.kind === kind && before.directoryId.toLowerCase() === directoryId;
}

async function tenantById(tx: WorkspaceTx, id: string): Promise<ManagedTenantRow> {
  const [row] = await tx.query<ManagedTenantRow>(
    `SELECT ${TENANT_COLUMNS} FROM managed_tenants WHERE workspace_id = $1 AND id = $2`,
    [tx.workspaceId, id],
  );
  if (row === undefined) throw new Error('the tenant that was just written is missing');
  return row;
}
