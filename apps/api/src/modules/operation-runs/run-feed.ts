import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { LivePrincipals } from '../../platform/graphql/live-principals.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { RunQueries } from './run.queries.js';
import type { RunRow } from './run.row.js';

/** Runs that changed, as they are now. One object for all watchers, so that what is derived from it can be shared. */
export interface RunNews {
  readonly runs: readonly RunRow[];
  /** Every active run of the workspace as of this moment, by id. */
  readonly active: ReadonlyMap<string, RunRow>;
}

export interface Watch {
  /** Only this run, or every run of the workspace. */
  readonly runId?: string;
  readonly onNews: (news: RunNews) => void;
}

/** Ordinary changes of a burst travel together; phase changes and ends do not wait. */
const COALESCE_MS = 100;
/** The revision of a finished run is kept this long, so that a wake-up that comes late is known to be old. */
const FORGET_FINISHED_MS = 60_000;

class WorkspaceFeed {
  readonly watches = new Set<Watch>();
  readonly revisions = new Map<string, number>();
  readonly due = new Set<string>();
  active: ReadonlyMap<string, RunRow> = new Map();
  timer: NodeJS.Timeout | undefined;
  reading: Promise<void> | null = null;
  snapshot: Promise<void> | null = null;

  /** Takes in rows and tells the watchers those that are newer than anything told before; says how many that were. */
  take(rows: readonly RunRow[]): number {
    const newer = rows.filter((row) => (this.revisions.get(row.id) ?? 0) < row.revision);
    if (newer.length === 0) return 0;
    const active = new Map(this.active);
    for (const row of newer) {
      this.revisions.set(row.id, row.revision);
      if (row.status !== 'completed') {
        active.set(row.id, row);
        continue;
      }
      active.delete(row.id);
      setTimeout(() => this.revisions.delete(row.id), FORGET_FINISHED_MS).unref();
    }
    this.active = active;
    const news = { runs: newer, active };
    for (const watch of [...this.watches]) {
      if (watch.runId === undefined) watch.onNews(news);
      else if (newer.some(({ id }) => id === watch.runId)) watch.onNews(news);
    }
    return newer.length;
  }
}

/**
 * One reader of changed runs per process for all its subscribers: wake-ups name runs, one query per workspace and tick
 * reads them, and every watcher gets the same rows. A jittered backstop reads what was missed.
 */
@Injectable()
export class RunFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RunFeed.name);
  private readonly feeds = new Map<string, WorkspaceFeed>();
  private readonly endings: (() => void)[] = [];
  private backstop: NodeJS.Timeout | undefined;
  /** How many changes only the backstop found; more than a few mean that wake-ups are lost. */
  backstopFinds = 0;

  constructor(
    private readonly queries: RunQueries,
    private readonly principals: LivePrincipals,
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.endings.push(
      this.fanOut.subscribe('runs', ({ workspaceId, runId, revision, urgent }) => {
        const feed = this.feeds.get(workspaceId);
        if (feed === undefined || (feed.revisions.get(runId) ?? 0) >= revision) return;
        feed.due.add(runId);
        this.readSoon(workspaceId, feed, urgent);
      }),
      this.fanOut.onGap(() => void this.readEverything()),
    );
    this.scheduleBackstop();
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.backstop);
    for (const end of this.endings) end();
    for (const feed of this.feeds.values()) clearTimeout(feed.timer);
    this.feeds.clear();
  }

  get watcherCount(): number {
    return [...this.feeds.values()].reduce((sum, { watches }) => sum + watches.size, 0);
  }

  /** Hears of changes until the returned function is called. Watch first, then read what is there, then tell the rest. */
  watch(workspaceId: string, watch: Watch): () => void {
    const feed = this.feeds.get(workspaceId) ?? new WorkspaceFeed();
    this.feeds.set(workspaceId, feed);
    feed.watches.add(watch);
    return () => {
      feed.watches.delete(watch);
      if (feed.watches.size > 0) return;
      clearTimeout(feed.timer);
      if (this.feeds.get(workspaceId) === feed) this.feeds.delete(workspaceId);
    };
  }

  /** The active runs as they are now, read once for all who ask at the same time. To be asked by watchers only. */
  async activeRuns(workspaceId: string): Promise<ReadonlyMap<string, RunRow>> {
    const feed = this.feeds.get(workspaceId);
    if (feed === undefined) throw new Error('watch before asking what is active');
    feed.snapshot ??= this.readAgain(workspaceId, [...feed.active.keys()])
      .then((rows) => void feed.take(rows))
      .finally(() => {
        feed.snapshot = null;
      });
    await feed.snapshot;
    return feed.active;
  }

  private readSoon(workspaceId: string, feed: WorkspaceFeed, urgent: boolean): void {
    if (feed.reading !== null) return; // It reads again by itself as long as something is due.
    if (urgent) {
      clearTimeout(feed.timer);
      feed.timer = undefined;
      this.readDue(workspaceId, feed);
      return;
    }
    feed.timer ??= setTimeout(() => {
      feed.timer = undefined;
      this.readDue(workspaceId, feed);
    }, COALESCE_MS);
  }

  private readDue(workspaceId: string, feed: WorkspaceFeed): void {
    feed.reading ??= this.drain(workspaceId, feed)
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Changed runs could not be read; the backstop reads them');
      })
      .finally(() => {
        feed.reading = null;
      });
  }

  private async drain(workspaceId: string, feed: WorkspaceFeed): Promise<void> {
    while (feed.due.size > 0) {
      const ids = [...feed.due];
      feed.due.clear();
      const [rows] = await Promise.all([this.queries.findMany(workspaceId, ids), this.principals.fresh()]);
      feed.take(rows);
    }
  }

  private scheduleBackstop(): void {
    const jittered = this.config.BACKSTOP_MS * (0.75 + Math.random() / 2);
    this.backstop = setTimeout(() => {
      void this.readEverything().finally(() => {
        this.scheduleBackstop();
      });
    }, jittered);
  }

  /** Reads again all that is active, and what was watched or active when last told: its end may have been missed. */
  private async readEverything(): Promise<void> {
    for (const [workspaceId, feed] of this.feeds) {
      try {
        const watched = [...feed.watches].flatMap(({ runId }) => runId ?? []);
        const rows = await this.readAgain(workspaceId, [...new Set([...feed.active.keys(), ...watched])]);
        await this.principals.fresh();
        this.backstopFinds += feed.take(rows);
      } catch (error) {
        this.logger.warn({ err: error }, 'The backstop could not read; it tries again');
      }
    }
  }

  /** The active runs, and those of `known` that are active no more: nobody may have told of their end. */
  private async readAgain(workspaceId: string, known: readonly string[]): Promise<RunRow[]> {
    const active = await this.queries.activeRuns(workspaceId);
    const found = new Set(active.map(({ id }) => id));
    const others = known.filter((id) => !found.has(id));
    return others.length === 0 ? active : [...active, ...(await this.queries.findMany(workspaceId, others))];
  }
}
