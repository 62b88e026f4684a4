import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import {
  OwnerLookup,
  requireCapability,
  requireVisible,
  requireWorkspace,
  type Grant,
} from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { forbidden, notFound } from '../../platform/graphql/errors.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { AuditLog } from '../audit/index.js';
import { hashSecret, newApiToken, tokenPrefix } from '../identity/index.js';
import { refused, type RefusedModel } from '../operation-runs/index.js';
import { TenantLookup } from '../workspaces/index.js';
import { tokenProblemMessage } from './api-token-words.js';
import type { ApiTokenCreatedModel } from './api-token.model.js';
import { problemWith, tokensWithinReach, type TokenWish } from './api-token.policy.js';
import { API_TOKEN_COLUMNS, type ApiTokenRow } from './api-token.row.js';

export interface NewToken extends TokenWish {
  readonly workspaceId: string;
  readonly tenantIds?: readonly string[] | null;
}

/** Makes, lists and revokes the API tokens of a workspace. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
    private readonly tenants: TenantLookup,
    private readonly audit: AuditLog,
    private readonly fanOut: FanOut,
  ) {}

  /** Makes a token, whose secret is told by this answer only. */
  async create(context: RequestContext, wish: NewToken): Promise<ApiTokenCreatedModel | RefusedModel> {
    const principal = principalOf(context);
    const grant = requireWorkspace(principal, wish.workspaceId);
    for (const id of wish.tenantIds ?? []) requireVisible(grant, await this.tenants.find(grant.workspaceId, id));
    requireCapability(grant, 'tokens.manage');
    const problem = problemWith(wish, principal, grant, context.now);
    if (problem !== null) return refused(problem.code, tokenProblemMessage(problem, context.locale));
    const [id, secret] = [v7(), newApiToken()];
    await this.database.run(grant.workspaceId, async (tx) => {
      await tx.query(
        `INSERT INTO api_tokens (workspace_id, id, name, prefix, secret_hash, created_by, capabilities, tenant_ids, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          grant.workspaceId,
          id,
          wish.name.trim(),
          tokenPrefix(secret),
          hashSecret(secret),
          principal.userId,
          [...new Set(wish.capabilities)],
          wish.tenantIds ?? null,
          wish.expiresAt,
        ],
      );
      await this.recordChange(tx, context, 'api_token.created', id, { name: wish.name.trim() });
    });
    return { id, secret, expiresAt: wish.expiresAt };
  }

  /** Newest first: all of the workspace for who may manage all, else one's own. */
  async page(
    context: RequestContext,
    workspaceId: string,
    paging: { first?: number | null; after?: string | null },
  ): Promise<Page<ApiTokenRow>> {
    const principal = principalOf(context);
    const grant = requireWorkspace(principal, workspaceId);
    const reach = tokensWithinReach(grant);
    if (reach === 'none') throw forbidden('tokens.manage');
    const scope = { list: 'api_tokens', within: grant.workspaceId };
    const request = pageRequest(scope, paging);
    const rows = await this.database.run(grant.workspaceId, (tx) =>
      tx.query<ApiTokenRow>(
        `SELECT ${API_TOKEN_COLUMNS} FROM api_tokens t JOIN users u ON u.id = t.created_by
         WHERE t.workspace_id = $1 AND ($2::uuid IS NULL OR t.created_by = $2) AND ($3::uuid IS NULL OR t.id < $3)
         ORDER BY t.id DESC LIMIT $4`,
        [grant.workspaceId, reach === 'all' ? null : principal.userId, request.from?.[0] ?? null, request.size + 1],
      ),
    );
    return pageOf(scope, request, rows, ({ id }) => [id]);
  }

  /** Ends a token at once, everywhere; false where it had been revoked before. */
  async revoke(context: RequestContext, id: string): Promise<boolean> {
    const principal = principalOf(context);
    const grant = await this.owners.requireOwner(principal, 'api_tokens', id);
    return this.database.run(grant.workspaceId, async (tx) => {
      const [token] = await tx.query<{ createdBy: string; name: string }>(
        'SELECT created_by AS "createdBy", name FROM api_tokens WHERE id = $1',
        [id],
      );
      if (token === undefined) throw notFound();
      requireReach(grant, token.createdBy === principal.userId);
      const revoked = await tx.query(
        'UPDATE api_tokens SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id',
        [id],
      );
      if (revoked.length === 0) return false;
      await this.recordChange(tx, context, 'api_token.revoked', id, { name: token.name });
      tx.afterCommit(() => {
        this.fanOut.publish('revocations', { credentialId: id.toLowerCase() });
      });
      return true;
    });
  }

  private recordChange(
    tx: Parameters<AuditLog['record']>[0],
    context: RequestContext,
    action: 'api_token.created' | 'api_token.revoked',
    id: string,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { kind, id: actorId, name } = principalOf(context);
    const actor = { kind, id: actorId, name, ip: context.origin.ip };
    return this.audit.record(tx, { action, actor, subject: { kind: 'api_token', id }, result: 'succeeded', facts });
  }
}

function requireReach(grant: Grant, own: boolean): void {
  const reach = tokensWithinReach(grant);
  if (own && reach === 'none') throw forbidden('tokens.manage');
  if (!own && reach !== 'all') throw forbidden('tokens.manage_all');
}
