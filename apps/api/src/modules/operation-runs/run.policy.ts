import { isCapability, type Capability } from '@tenantatlas/access';
import { declarationOf, isRunType, RUN_TYPE_KEYS, RUN_TYPES, type RunType } from '@tenantatlas/ops-ux';
import { requireCapability, seesTenant, visibleTenantIds, type Grant } from '../../platform/access/index.js';
import { notFound } from '../../platform/graphql/errors.js';
import type { RunRow } from './run.row.js';

/**
 * Who may see a run: the one rule for progress, wherever progress appears. One sees a run whose workspace and tenant
 * (all tenants, where a workspace run touches several) one sees, and whose type one may view.
 */
type SeenRun = Pick<RunRow, 'type' | 'tenantId' | 'touchedTenantIds'>;

function capability(name: string): Capability {
  if (!isCapability(name)) throw new Error(`${name} is no capability`);
  return name;
}

/** What starting a run of this type needs. */
export const startCapability = (type: RunType): Capability => capability(RUN_TYPES[type].capabilities.start);

const seeCapability = (type: string): Capability =>
  capability(declarationOf(type)?.capabilities.see ?? 'operations.view');

function isWithinSight(grant: Grant, run: SeenRun): boolean {
  return seesTenant(grant, run.tenantId) && (run.touchedTenantIds ?? []).every((id) => seesTenant(grant, id));
}

/** Whether the run may be shown under the grant. */
export function canSeeRun(grant: Grant, run: SeenRun): boolean {
  return isWithinSight(grant, run) && grant.capabilities.has(seeCapability(run.type));
}

/** NOT_FOUND where the run is out of sight, FORBIDDEN where only the capability is missing. */
export function requireRun(grant: Grant, run: RunRow | undefined): RunRow {
  if (run === undefined || !isWithinSight(grant, run)) throw notFound();
  requireCapability(grant, seeCapability(run.type));
  return run;
}

/** The same rule for SQL over `operation_runs r`; pass the parameters at the two places named. */
export const VISIBLE_RUNS = (types: string, tenants: string) => `
  r.type = ANY(${types}::text[])
  AND (${tenants}::uuid[] IS NULL OR (
    (r.tenant_id IS NULL OR r.tenant_id = ANY(${tenants})) AND
    (r.touched_tenant_ids IS NULL OR r.touched_tenant_ids <@ ${tenants})))`;

/** The parameters of VISIBLE_RUNS: viewable types, and null or the visible tenants. */
export function visibleRunParameters(grant: Grant): readonly [readonly RunType[], readonly string[] | null] {
  return [RUN_TYPE_KEYS.filter((type) => grant.capabilities.has(seeCapability(type))), visibleTenantIds(grant)];
}

/** Whoever started a run may cancel it; others need the capability. */
export function canCancelRun(grant: Grant, principalUserId: string, run: RunRow): boolean {
  return grant.capabilities.has('operations.cancel') || run.initiatorUserId === principalUserId;
}

/** Retrying needs the right to retry and the right to start what is retried. */
export function canRetryRun(grant: Grant, run: RunRow): boolean {
  return (
    grant.capabilities.has('operations.retry') &&
    isRunType(run.type) &&
    grant.capabilities.has(startCapability(run.type))
  );
}
