/** When the end of a run was told to one subscriber, in milliseconds since 1970. */
export interface Arrival {
  readonly runId: string;
  readonly subscriber: number;
  readonly at: number;
}

interface FeedMessage {
  readonly type?: string;
  readonly payload?: {
    readonly data?: {
      readonly activityFeed?: { readonly runs: readonly { readonly id: string; readonly status: string }[] };
    };
  };
}

/** The runs that a message of a feed tells as finished. */
export function endsIn(text: string): readonly string[] {
  const { payload } = JSON.parse(text) as FeedMessage;
  const runs = payload?.data?.activityFeed?.runs ?? [];
  return runs.filter(({ status }) => status === 'COMPLETED').map(({ id }) => id);
}

/** How long after their commits the ends arrived, and how many never did. */
export interface Delivery {
  readonly delaysMs: readonly number[];
  readonly missing: number;
}

/** @param committedAt - when each run's end was committed, in milliseconds since 1970 */
export function deliveryOf(
  arrivals: readonly Arrival[],
  committedAt: ReadonlyMap<string, number>,
  subscribers: number,
): Delivery {
  const first = new Map<string, number>();
  for (const { runId, subscriber, at } of arrivals) {
    const key = `${runId} ${subscriber}`;
    first.set(key, Math.min(at, first.get(key) ?? Infinity));
  }
  const delaysMs: number[] = [];
  let missing = 0;
  for (const [runId, committed] of committedAt) {
    for (let subscriber = 0; subscriber < subscribers; subscriber += 1) {
      const at = first.get(`${runId} ${subscriber}`);
      if (at === undefined) missing += 1;
      else delaysMs.push(at - committed);
    }
  }
  return { delaysMs, missing };
}
