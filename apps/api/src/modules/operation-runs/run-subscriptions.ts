import { Injectable } from '@nestjs/common';
import { OwnerLookup, requireVisible, requireWorkspace, type Grant } from '../../platform/access/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { notFound } from '../../platform/graphql/errors.js';
import { EventStream } from '../../platform/graphql/event-stream.js';
import { TenantLookup } from '../workspaces/index.js';
import { RunFeed, type RunNews } from './run-feed.js';
import { canSeeRun, requireRun } from './run.policy.js';
import { FEED_SIZE, RunQueries } from './run.queries.js';
import type { RunRow } from './run.row.js';
import { RunEventKind } from './run-events.model.js';

/** An event before it is put into words: rows, which the resolver's fields turn into models in the reader's language. */
export interface FeedEvent {
  readonly kind: RunEventKind;
  readonly rows: readonly RunRow[];
  readonly activeCount: number;
}

export interface RunEvent {
  readonly kind: RunEventKind;
  readonly row: RunRow;
}

type Stream<Name extends string, Event> = EventStream<Readonly<Record<Name, Event>>>;

/**
 * First the state as it is, then every newer one. What a subscriber may see is decided anew for each event, by the
 * access that it has at that moment; access that is gone ends the stream.
 */
@Injectable()
export class RunSubscriptions {
  private readonly shared = new WeakMap<RunNews, Map<string, { readonly activityFeed: FeedEvent } | null>>();

  constructor(
    private readonly feed: RunFeed,
    private readonly queries: RunQueries,
    private readonly owners: OwnerLookup,
    private readonly tenants: TenantLookup,
  ) {}

  /** One run. Ends after its terminal state was told. */
  async run(context: RequestContext, id: string): Promise<Stream<'operationRun', RunEvent>> {
    const { workspaceId } = await this.owners.requireOwner(principalOf(context), 'operation_runs', id);
    let told = 0;
    const stream: Stream<'operationRun', RunEvent> = new EventStream(
      (_held, next) => next,
      () => {
        unwatch();
      },
    );
    const tell = (row: RunRow, kind: RunEventKind) => {
      const grant = principalOf(context).grants.get(workspaceId);
      if (grant === undefined || !canSeeRun(grant, row)) {
        stream.fail(notFound());
        return;
      }
      if (row.revision <= told) return;
      told = row.revision;
      stream.push({ operationRun: { kind, row } });
      if (row.status === 'completed') stream.end();
    };
    const early: RunRow[] = [];
    let onRow = (row: RunRow): void => void early.push(row);
    const unwatch = this.feed.watch(workspaceId, {
      runId: id.toLowerCase(),
      onNews: ({ runs }) => {
        for (const row of runs) if (row.id === id.toLowerCase()) onRow(row);
      },
    });
    try {
      const row = await this.queries.find(workspaceId, id);
      const grant = principalOf(context).grants.get(workspaceId);
      if (grant === undefined) throw notFound();
      tell(requireRun(grant, row), RunEventKind.SNAPSHOT);
    } catch (error) {
      await stream.return();
      throw error;
    }
    onRow = (row) => {
      tell(row, RunEventKind.CHANGED);
    };
    early.forEach(onRow);
    return stream;
  }

  /** The active runs of a workspace, or of one tenant in it. */
  async activity(
    context: RequestContext,
    workspaceId: string,
    tenantId: string | null,
  ): Promise<Stream<'activityFeed', FeedEvent>> {
    const grant = requireWorkspace(principalOf(context), workspaceId);
    if (tenantId !== null) requireVisible(grant, await this.tenants.find(grant.workspaceId, tenantId));
    const stream: Stream<'activityFeed', FeedEvent> = new EventStream(foldFeed, () => {
      unwatch();
    });
    let ready = false;
    const unwatch = this.feed.watch(grant.workspaceId, {
      onNews: (news) => {
        if (!ready) return; // What comes before the snapshot is in the snapshot.
        const current = principalOf(context).grants.get(grant.workspaceId);
        if (current === undefined) {
          stream.fail(notFound());
          return;
        }
        const event = this.eventFor(news, current, tenantId);
        if (event !== null) stream.push(event);
      },
    });
    try {
      const active = await this.feed.activeRuns(grant.workspaceId);
      const visible = visibleOf(active.values(), requireWorkspace(principalOf(context), workspaceId), tenantId);
      ready = true;
      stream.push({
        activityFeed: { kind: RunEventKind.SNAPSHOT, rows: newest(visible), activeCount: visible.length },
      });
    } catch (error) {
      await stream.return();
      throw error;
    }
    return stream;
  }

  /** One event object for all subscribers who see the same, so that it is put into words once. */
  private eventFor(news: RunNews, grant: Grant, tenantId: string | null): { readonly activityFeed: FeedEvent } | null {
    const key = `${sightKey(grant)} ${tenantId ?? ''}`;
    const known = this.shared.get(news) ?? new Map<string, { readonly activityFeed: FeedEvent } | null>();
    this.shared.set(news, known);
    const event = known.get(key);
    if (event !== undefined) return event;
    const rows = visibleOf(news.runs, grant, tenantId);
    const activeCount = rows.length === 0 ? 0 : visibleOf(news.active.values(), grant, tenantId).length;
    const made = rows.length === 0 ? null : { activityFeed: { kind: RunEventKind.CHANGED, rows, activeCount } };
    known.set(key, made);
    return made;
  }
}

function visibleOf(runs: Iterable<RunRow>, grant: Grant, tenantId: string | null): RunRow[] {
  return [...runs].filter((run) => (tenantId === null || run.tenantId === tenantId) && canSeeRun(grant, run));
}

const newest = (runs: readonly RunRow[]) => runs.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, FEED_SIZE);

/** What two grants must have in common to see the same runs. */
const sightKeys = new WeakMap<Grant, string>();
function sightKey(grant: Grant): string {
  const known = sightKeys.get(grant);
  if (known !== undefined) return known;
  const tenants = grant.tenantIds === 'all' ? 'all' : [...grant.tenantIds].sort().join();
  const key = `${[...grant.capabilities].sort().join()} ${tenants}`;
  sightKeys.set(grant, key);
  return key;
}

type Wrapped = Readonly<Record<'activityFeed', FeedEvent>>;

/** While the reader is busy, the newest state of each run waits; a snapshot that waits takes in what came after it. */
export function foldFeed(held: Wrapped, next: Wrapped): Wrapped {
  const [before, after] = [held.activityFeed, next.activityFeed];
  const rows = new Map(before.rows.map((row) => [row.id, row]));
  for (const row of after.rows) if (row.revision >= (rows.get(row.id)?.revision ?? 0)) rows.set(row.id, row);
  return { activityFeed: { kind: before.kind, rows: [...rows.values()], activeCount: after.activeCount } };
}
