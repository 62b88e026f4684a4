import { Injectable } from '@nestjs/common';
import { RUN_TYPE_KEYS, runTypeLabel } from '@tenantatlas/ops-ux';
import type { Grant } from '../../platform/access/index.js';
import { isUuid, WorkspaceDatabase, type WorkspaceTx } from '../../platform/database/index.js';
import { badInput } from '../../platform/graphql/errors.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import { VISIBLE_RUNS, visibleRunParameters } from './run.policy.js';
import { RUN_COLUMNS, type RunRow } from './run.row.js';

/** What a list of runs is narrowed by; everything is optional. */
export interface RunFilter {
  readonly tenantId?: string | null;
  readonly types?: readonly string[] | null;
  readonly statuses?: readonly string[] | null;
  readonly outcomes?: readonly string[] | null;
  readonly needsAttention?: boolean | null;
  readonly createdAfter?: Date | null;
  readonly createdBefore?: Date | null;
  readonly search?: string | null;
  /** Only what this person started. */
  readonly startedBy?: string | null;
}

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** The feed shows no more runs than this at once; the list has all of them. */
export const FEED_SIZE = 50;

/** Reads runs for showing them. Reads the database only; never writes, never calls a provider. */
@Injectable()
export class RunQueries {
  constructor(private readonly database: WorkspaceDatabase) {}

  async find(workspaceId: string, id: string): Promise<RunRow | undefined> {
    const [row] = await this.findMany(workspaceId, [id]);
    return row;
  }

  findMany(workspaceId: string, ids: readonly string[]): Promise<RunRow[]> {
    return this.database.run(workspaceId, (tx) =>
      tx.query<RunRow>(`SELECT ${RUN_COLUMNS} FROM operation_runs r WHERE r.workspace_id = $1 AND r.id = ANY($2)`, [
        workspaceId,
        ids,
      ]),
    );
  }

  /** Newest first. Ids are UUIDv7, so the id alone is the key of a page. */
  page(grant: Grant, filter: RunFilter, args: PageArguments): Promise<Page<RunRow>> {
    const scope = { list: 'operation_runs', within: grant.workspaceId };
    const request = pageRequest(scope, args);
    if (request.from !== null && !isUuid(request.from[0]))
      throw badInput('This cursor does not belong to this list.', 'after');
    return this.database.run(grant.workspaceId, async (tx) => {
      const parameters: unknown[] = [grant.workspaceId, ...visibleRunParameters(grant)];
      const bind = (value: unknown) => `$${String(parameters.push(value))}`;
      const where = ['r.workspace_id = $1', VISIBLE_RUNS('$2', '$3'), ...filterSql(filter, bind)];
      if (request.from !== null) where.push(`r.id ${request.backwards ? '>' : '<'} ${bind(request.from[0])}::uuid`);
      const rows = await tx.query<RunRow>(
        `SELECT ${RUN_COLUMNS} FROM operation_runs r WHERE ${where.join(' AND ')}
         ORDER BY r.id ${request.backwards ? 'ASC' : 'DESC'} LIMIT ${bind(request.size + 1)}`,
        parameters,
      );
      return pageOf(scope, request, rows, ({ id }) => [id]);
    });
  }

  /** Active runs of a workspace, or of one tenant in it, and how many there are in all. Not narrowed by access. */
  activeRuns(workspaceId: string): Promise<RunRow[]> {
    return this.database.run(workspaceId, (tx) =>
      tx.query<RunRow>(
        `SELECT ${RUN_COLUMNS} FROM operation_runs r WHERE r.workspace_id = $1 AND r.status <> 'completed'
         ORDER BY r.id DESC LIMIT 2000`,
        [workspaceId],
      ),
    );
  }

  /** How many runs are active, for a workspace and for each of its tenants, under what the grant lets see. */
  activeCounts(grant: Grant): Promise<{ total: number; byTenant: ReadonlyMap<string, number> }> {
    return this.database.run(grant.workspaceId, async (tx) => {
      const rows = await tx.query<{ tenantId: string | null; count: number }>(
        `SELECT r.tenant_id AS "tenantId", count(*)::int AS count FROM operation_runs r
         WHERE r.workspace_id = $1 AND r.status <> 'completed' AND ${VISIBLE_RUNS('$2', '$3')} GROUP BY r.tenant_id`,
        [grant.workspaceId, ...visibleRunParameters(grant)],
      );
      const byTenant = new Map(
        rows.flatMap(({ tenantId, count }) => (tenantId === null ? [] : [[tenantId, count] as const])),
      );
      return { total: rows.reduce((sum, { count }) => sum + count, 0), byTenant };
    });
  }

  /** The newest run of a type for each tenant. */
  latestByTenant(grant: Grant, type: string, tenantIds: readonly string[]): Promise<RunRow[]> {
    return this.latest(grant.workspaceId, tenantIds, (tx) =>
      tx.query<RunRow>(
        `SELECT ${RUN_COLUMNS} FROM unnest($2::uuid[]) AS wanted(tenant_id)
         JOIN LATERAL (SELECT * FROM operation_runs x WHERE x.workspace_id = $1 AND x.tenant_id = wanted.tenant_id
                       AND x.type = $3 ORDER BY x.id DESC LIMIT 1) r ON true`,
        [grant.workspaceId, tenantIds, type],
      ),
    );
  }

  private latest(
    workspaceId: string,
    wanted: readonly string[],
    read: (tx: WorkspaceTx) => Promise<RunRow[]>,
  ): Promise<RunRow[]> {
    return wanted.length === 0 ? Promise.resolve([]) : this.database.run(workspaceId, read);
  }
}

function filterSql(filter: RunFilter, bind: (value: unknown) => string): string[] {
  const lower = (values: readonly string[]) => values.map((value) => value.toLowerCase());
  const { tenantId, types, statuses, outcomes, needsAttention, createdAfter, createdBefore, search, startedBy } =
    filter;
  const where: string[] = [];
  if (tenantId) where.push(`r.tenant_id = ${bind(tenantId)}`);
  if (types?.length) where.push(`r.type = ANY(${bind(types)})`);
  if (statuses?.length) where.push(`r.status = ANY(${bind(lower(statuses))})`);
  if (outcomes?.length) where.push(`r.outcome = ANY(${bind(lower(outcomes))})`);
  if (needsAttention === true) where.push(`r.outcome IN ('partially_succeeded', 'blocked', 'failed')`);
  if (needsAttention === false) where.push(`r.outcome NOT IN ('partially_succeeded', 'blocked', 'failed')`);
  if (createdAfter) where.push(`r.created_at >= ${bind(createdAfter)}`);
  if (createdBefore) where.push(`r.created_at < ${bind(createdBefore)}`);
  if (startedBy) where.push(`r.initiator_user_id = ${bind(startedBy)}`);
  if (search?.trim()) where.push(searchSql(search.trim(), bind));
  return where;
}

/** Finds by what a reader sees of a run: the name of its kind in either language, its tenant and who started it. */
function searchSql(search: string, bind: (value: unknown) => string): string {
  const wanted = search.toLowerCase();
  const types = RUN_TYPE_KEYS.filter((type) =>
    ['en', 'de'].some((locale) => runTypeLabel(type, locale).toLowerCase().includes(wanted)),
  );
  const pattern = bind(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return `(r.type = ANY(${bind(types)}) OR r.initiator_name ILIKE ${pattern} OR EXISTS (
    SELECT 1 FROM managed_tenants t WHERE t.workspace_id = r.workspace_id AND t.id = r.tenant_id AND t.name ILIKE ${pattern}))`;
}
