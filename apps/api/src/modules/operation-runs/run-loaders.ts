import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { Grant } from '../../platform/access/index.js';
import { loaderOf, type RequestContext } from '../../platform/graphql/context.js';
import { RunQueries } from './run.queries.js';
import type { RunRow } from './run.row.js';

const RUNS = Symbol('runs by id');
const LATEST = Symbol('latest runs by tenant');
const COUNTS = Symbol('active runs by workspace');

type Counts = Awaited<ReturnType<RunQueries['activeCounts']>>;

/** Runs that fields of other types refer to, read together for a whole answer. Who may see them is asked by the caller. */
@Injectable()
export class RunLoaders {
  constructor(private readonly queries: RunQueries) {}

  byId(context: RequestContext, workspaceId: string, id: string): Promise<RunRow | null> {
    const loaders = loaderOf(context, RUNS, () => new Map<string, DataLoader<string, RunRow | null>>());
    const loader = ofKey(
      loaders,
      workspaceId,
      () =>
        new DataLoader(async (ids) => {
          const rows = new Map((await this.queries.findMany(workspaceId, ids)).map((row) => [row.id, row]));
          return ids.map((one) => rows.get(one) ?? null);
        }),
    );
    return loader.load(id);
  }

  latest(context: RequestContext, grant: Grant, type: string, tenantId: string): Promise<RunRow | null> {
    const loaders = loaderOf(context, LATEST, () => new Map<string, DataLoader<string, RunRow | null>>());
    const loader = ofKey(
      loaders,
      `${grant.workspaceId} ${type}`,
      () =>
        new DataLoader(async (ids) => {
          const rows = await this.queries.latestByTenant(grant, type, ids);
          const byTenant = new Map(rows.map((row) => [row.tenantId, row]));
          return ids.map((one) => byTenant.get(one) ?? null);
        }),
    );
    return loader.load(tenantId);
  }

  activeCounts(context: RequestContext, grant: Grant): Promise<Counts> {
    const counts = loaderOf(context, COUNTS, () => new Map<string, Promise<Counts>>());
    return ofKey(counts, grant.workspaceId, () => this.queries.activeCounts(grant));
  }
}

function ofKey<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
