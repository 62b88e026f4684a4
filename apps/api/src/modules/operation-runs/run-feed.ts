import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { RunQueries } from './run.queries.js';
import type { RunRow } from './run.row.js';

/** What a watcher is told: runs that changed, as they are now; or that it should read everything again. */
export type RunNews = { readonly kind: 'changed'; readonly runs: readonly RunRow[] } | { readonly kind: 'resync' };

export interface Watch {
  /** Only this run, or every run of the workspace. */
  readonly runId?: string;
  readonly onNews: (news: RunNews) => void;
}

/** Ordinary changes of a burst travel together; phase changes and ends do not wait. */
const COALESCE_MS = 100;
/** A picture of finished runs is kept this long, so that a wake-up that comes late is known to be old. */
const FORGET_FINISHED_MS = 60_000;

interface WorkspaceFeed {
  readonly watches: Set<Watch>;
  /** The newest revision read of each run; what is not newer is not told. */
  readonly revisions: Map<string, number>;
  readonly due: Set<string>;
  timer: NodeJS.Timeout | null;
  reading: boolean;
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
    @Inject(FanOut) private readonly fanOut: FanOut,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.endings.push(
      this.fanOut.subscribe('runs', ({ workspaceId, runId, revision, urgent }) => {
        const feed = this.feeds.get(workspaceId);
        if (feed === undefined || (feed.revisions.get(runId) ?? 0) >= revision) return;
        feed.due.add(runId);
        this.readSoon(workspaceId, feed, urgent ? 0 : COALESCE_MS);
      }),
      this.fanOut.onGap(() => void this.readEverything()),
    );
    this.scheduleBackstop();
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.backstop);
    for (const end of this.endings) end();
    for (const feed of this.feeds.values()) clearTimeout(feed.timer ?? undefined);
    this.feeds.clear();
  }

  /** Hears of changes until the returned function is called. Subscribe first, then read, then tell what is newer. */
  watch(workspaceId: string, watch: Watch): () => void {
    const feed = this.feeds.get(workspaceId) ?? newFeed();
    this.feeds.set(workspaceId, feed);
    feed.watches.add(watch);
    return () => {
      feed.watches.delete(watch);
      if (feed.watches.size > 0) return;
      clearTimeout(feed.timer ?? undefined);
      if (this.feeds.get(workspaceId) === feed) this.feeds.delete(workspaceId);
    };
  }

  get watcherCount(): number {
    return [...this.feeds.values()].reduce((sum, { watches }) => sum + watches.size, 0);
  }

  private readSoon(workspaceId: string, feed: WorkspaceFeed, inMs: number): void {
    if (feed.reading) return; // Reads again by itself as long as something is due.
    if (inMs === 0) {
      clearTimeout(feed.timer ?? undefined);
      feed.timer = null;
      void this.readDue(workspaceId, feed);
      return;
    }
    feed.timer ??= setTimeout(() => {
      feed.timer = null;
      void this.readDue(workspaceId, feed);
    }, inMs);
  }

  private async readDue(workspaceId: string, feed: WorkspaceFeed): Promise<void> {
    if (feed.reading) return;
    feed.reading = true;
    try {
      while (feed.due.size > 0) {
        const ids = [...feed.due];
        feed.due.clear();
        this.tell(feed, await this.queries.findMany(workspaceId, ids));
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'Changed runs could not be read; the backstop reads them');
    } finally {
      feed.reading = false;
    }
  }

  /** Passes on what is newer than anything told before, and says how many that were. */
  private tell(feed: WorkspaceFeed, rows: readonly RunRow[]): number {
    const newer = rows.filter((row) => (feed.revisions.get(row.id) ?? 0) < row.revision);
    for (const row of newer) {
      feed.revisions.set(row.id, row.revision);
      if (row.status === 'completed') setTimeout(() => feed.revisions.delete(row.id), FORGET_FINISHED_MS).unref();
    }
    if (newer.length > 0) {
      for (const watch of [...feed.watches]) {
        const runs = watch.runId === undefined ? newer : newer.filter(({ id }) => id === watch.runId);
        if (runs.length > 0) watch.onNews({ kind: 'changed', runs });
      }
    }
    return newer.length;
  }

  private scheduleBackstop(): void {
    const jittered = this.config.BACKSTOP_MS * (0.75 + Math.random() / 2);
    this.backstop = setTimeout(() => {
      void this.readEverything().finally(() => {
        this.scheduleBackstop();
      });
    }, jittered);
  }

  /** Reads again all that is active, and what was active when last told: its end may have been missed. */
  private async readEverything(): Promise<void> {
    for (const [workspaceId, feed] of this.feeds) {
      try {
        const watched = [...feed.watches].flatMap(({ runId }) => runId ?? []);
        const active = await this.queries.activeRuns(workspaceId);
        const known = new Set(active.map(({ id }) => id));
        const others = [...new Set([...feed.revisions.keys(), ...watched])].filter((id) => !known.has(id));
        const rest = others.length === 0 ? [] : await this.queries.findMany(workspaceId, others);
        this.backstopFinds += this.tell(feed, [...active, ...rest]);
      } catch (error) {
        this.logger.warn({ err: error }, 'The backstop could not read; it tries again');
      }
    }
  }
}

const newFeed = (): WorkspaceFeed => ({ watches: new Set(), revisions: new Map(), due: new Set(), timer: null, reading: false });
