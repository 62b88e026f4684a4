import { useClientHandle, type Client } from '@urql/vue';
import {
  computed,
  inject,
  onScopeDispose,
  provide,
  readonly,
  shallowRef,
  watch,
  type InjectionKey,
  type Ref,
} from 'vue';
import { ActivityFeedDocument, OperationRunsDocument, type RunCardFragment } from '../../generated/graphql.js';
import {
  EMPTY_FEED,
  admitRun,
  applyFeedEvent,
  dismissRun,
  expireFinished,
  missedEnds,
  shownEntries,
  type FeedEntry,
  type FeedEvent,
  type FeedState,
} from './feed-state.js';

export interface FeedContext {
  workspaceId: string;
  tenantId: string | null;
}

/** Told of each newer state of a run; `before` is the one that was known until then. */
export type RunListener = (run: RunCardFragment, before: RunCardFragment | null) => void;

export interface ActivityFeed {
  entries: Readonly<Ref<readonly FeedEntry[]>>;
  activeCount: Readonly<Ref<number>>;
  /** Whether a first snapshot has arrived. */
  ready: Readonly<Ref<boolean>>;
  /** Shows a run that was just started; one outside the context is left to its own page. */
  admit: (run: RunCardFragment) => void;
  dismiss: (id: string) => void;
  onRun: (listener: RunListener) => () => void;
}

const KEY: InjectionKey<ActivityFeed> = Symbol('activity feed');
const SWEEP_EVERY_MS = 1000;

/** The one feed of the shell: a single subscription for every active run of the context. */
export function provideActivityFeed(context: () => FeedContext | null): ActivityFeed {
  const { client } = useClientHandle();
  const state = shallowRef<FeedState>(EMPTY_FEED);
  const ready = shallowRef(false);
  const listeners = new Set<RunListener>();

  function become(next: FeedState): void {
    const before = state.value;
    state.value = next;
    for (const { run } of next.entries.values()) {
      const known = before.entries.get(run.id)?.run ?? null;
      if (known?.revision !== run.revision) listeners.forEach((listener) => listener(run, known));
    }
  }

  async function receive(event: FeedEvent, at: FeedContext): Promise<void> {
    const before = state.value;
    become(applyFeedEvent(before, event, Date.now()));
    const missed = event.kind === 'SNAPSHOT' ? missedEnds(before, state.value) : [];
    if (missed.length === 0) return;
    for (const run of await readEnds(client, at, missed)) become(admitRun(state.value, run, Date.now()));
  }

  watch(
    () => JSON.stringify(context()),
    (_, __, onCleanup) => {
      const at = context();
      state.value = EMPTY_FEED;
      ready.value = false;
      if (!at) return;
      onCleanup(
        listen(client, at, (event) => {
          ready.value = true;
          void receive(event, at);
        }),
      );
    },
    { immediate: true },
  );

  const sweep = setInterval(() => (state.value = expireFinished(state.value, Date.now())), SWEEP_EVERY_MS);
  onScopeDispose(() => clearInterval(sweep));

  const feed: ActivityFeed = {
    entries: computed(() => shownEntries(state.value)),
    activeCount: computed(() => state.value.activeCount),
    ready: readonly(ready),
    admit: (run) => {
      if (isIn(context(), run)) become(admitRun(state.value, run, Date.now()));
    },
    dismiss: (id) => (state.value = dismissRun(state.value, id)),
    onRun: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  provide(KEY, feed);
  return feed;
}

export function useActivityFeed(): ActivityFeed {
  const feed = inject(KEY);
  if (!feed) throw new Error('The activity feed is provided by the shell; this component stands outside it.');
  return feed;
}

/** Calls back for each newer state of a run, as long as the component lives. */
export function useRunEvents(listener: RunListener): void {
  onScopeDispose(useActivityFeed().onRun(listener));
}

const TURNS_PAUSE_MS = 250;

/** Reloads a list when a run that concerns it appears, begins or ends: once for many at a time, never for a mere advance. */
export function useReloadOnTurns(concerns: (run: RunCardFragment) => boolean, reload: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  useRunEvents((run, before) => {
    if (before?.status === run.status || !concerns(run)) return;
    clearTimeout(timer);
    timer = setTimeout(reload, TURNS_PAUSE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
}

function listen(
  client: Client,
  { workspaceId, tenantId }: FeedContext,
  onEvent: (event: FeedEvent) => void,
): () => void {
  let stop = (): void => undefined;
  const start = (): void => {
    const source = client.subscription(ActivityFeedDocument, { workspaceId, tenantId });
    const { unsubscribe } = source.subscribe(({ data }) => {
      if (!data) return;
      onEvent(data.activityFeed);
      if (data.activityFeed.kind !== 'RESYNC') return;
      // The server has dropped something: only a new subscription, with its new snapshot, is the truth again.
      stop();
      queueMicrotask(start);
    });
    stop = unsubscribe;
  };
  start();
  return () => stop();
}

/** One read for all runs whose end was missed while the connection was away. */
async function readEnds(
  client: Client,
  at: FeedContext,
  missed: readonly RunCardFragment[],
): Promise<RunCardFragment[]> {
  const oldest = missed.map(({ createdAt }) => createdAt).sort()[0];
  const filter = { tenantId: at.tenantId, statuses: ['COMPLETED' as const], createdAfter: oldest };
  const variables = { workspaceId: at.workspaceId, filter, first: 50 };
  const { data } = await client.query(OperationRunsDocument, variables, { requestPolicy: 'network-only' });
  const ids = new Set(missed.map(({ id }) => id));
  return data?.operationRuns.nodes.filter(({ id }) => ids.has(id)) ?? [];
}

const isIn = (context: FeedContext | null, run: RunCardFragment): boolean =>
  context !== null &&
  run.workspace.id === context.workspaceId &&
  (context.tenantId === null || run.tenant?.id === context.tenantId);
