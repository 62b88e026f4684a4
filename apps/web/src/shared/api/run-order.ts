interface KnownRun {
  revision: number;
  fields: Readonly<Record<string, unknown>>;
}

/** The newest state that was ever received of each run. */
export type KnownRuns = Map<string, KnownRun>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * Answers overtake each other: a list that was asked for earlier may arrive after a newer state of one of its runs.
 * Returns the answer with every older run brought up to the newest state known, and remembers what is new.
 */
export function withNewestRuns(value: unknown, known: KnownRuns): unknown {
  if (Array.isArray(value)) return value.map((entry) => withNewestRuns(entry, known));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) copy[key] = withNewestRuns(entry, known);
  return copy.__typename === 'OperationRun' ? newestOf(copy, known) : copy;
}

// A console stays open for days; runs that were not heard of for so long have ended.
const MOST_REMEMBERED = 2000;

function newestOf(run: Record<string, unknown>, known: KnownRuns): Record<string, unknown> {
  const { id, revision } = run;
  if (typeof id !== 'string' || typeof revision !== 'number') return run;
  const newest = known.get(id);
  if (!newest || revision >= newest.revision) {
    const fields = revision === newest?.revision ? { ...newest.fields, ...run } : run;
    remember(known, id, { revision, fields });
    return run;
  }
  // Only fields that were asked for: the answer must keep the shape of its document.
  return Object.fromEntries(Object.entries(run).map(([key, old]) => [key, newest.fields[key] ?? old]));
}

function remember(known: KnownRuns, id: string, run: KnownRun): void {
  known.delete(id);
  known.set(id, run);
  const [oldest] = known.keys();
  if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
}
