/** Which requests a fault is for. Every condition that is given must hold. */
export interface FaultScope {
  /** Part of the path below the API version: `deviceManagement/configurationPolicies`, `/settings`, `$batch`. */
  readonly path?: string;
  /** Requests of their own, parts of a `$batch`, or both where absent. */
  readonly of?: 'request' | 'batch_part';
  /** Matching requests that pass before the first fault. */
  readonly after?: number;
  /** Of the matching requests, one in so many. */
  readonly every?: number;
  /** How often it happens before it is over. */
  readonly times?: number;
  /** Share of the matching requests, 0 to 1, by the seed. */
  readonly chance?: number;
}

/**
 * Something that Graph, or the network before it, does to callers. Of a page: `duplicate_item` repeats the last item
 * of the page before, `conflicting_item` repeats it with other content, `short_expansion` gives the first entry of
 * every expanded list and a link to the rest. `lose_entry` leaves out the last entry of a list below an item.
 */
export type Fault = FaultScope &
  (
    | { readonly kind: 'throttle'; readonly retryAfter?: number; readonly as?: 'seconds' | 'date' | 'absent' }
    | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
    | { readonly kind: 'refuse' }
    | { readonly kind: 'expire_tokens' }
    | { readonly kind: 'slow'; readonly ms: number }
    | { readonly kind: 'duplicate_item' }
    | { readonly kind: 'conflicting_item' }
    | { readonly kind: 'short_expansion' }
    | { readonly kind: 'empty_page' }
    | { readonly kind: 'empty_family' }
    | { readonly kind: 'cursor_expired'; readonly status?: 400 | 410 }
    | { readonly kind: 'lose_entry' }
    | { readonly kind: 'drop_connection' }
    | { readonly kind: 'reset_in_body' }
    | { readonly kind: 'truncated_json' }
    | { readonly kind: 'html' }
  );

export type FaultKind = Fault['kind'];

const NEEDS: Readonly<Record<FaultKind, readonly string[]>> = {
  throttle: [],
  status: ['status'],
  refuse: [],
  expire_tokens: [],
  slow: ['ms'],
  duplicate_item: [],
  conflicting_item: [],
  short_expansion: [],
  empty_page: [],
  empty_family: [],
  cursor_expired: [],
  lose_entry: [],
  drop_connection: [],
  reset_in_body: [],
  truncated_json: [],
  html: [],
};
const NUMBERS = ['after', 'every', 'times', 'chance', 'retryAfter', 'status', 'ms'];

/** Reads faults from JSON; says what is wrong instead of guessing. */
export function readFaults(value: unknown): { readonly faults: readonly Fault[] } | { readonly problem: string } {
  if (!Array.isArray(value)) return { problem: 'faults must be a list.' };
  for (const [index, entry] of value.entries()) {
    const problem = problemOf(entry);
    if (problem !== undefined) return { problem: `faults[${index}]: ${problem}` };
  }
  return { faults: value as Fault[] };
}

function problemOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return 'must be an object.';
  const fields = entry as Record<string, unknown>;
  const needs = Object.entries(NEEDS).find(([kind]) => kind === fields.kind)?.[1];
  if (needs === undefined) return `kind must be one of ${Object.keys(NEEDS).join(', ')}.`;
  const missing = needs.find((name) => fields[name] === undefined);
  if (missing !== undefined) return `${missing} is missing.`;
  const wrong = NUMBERS.find((name) => fields[name] !== undefined && !isCount(fields[name]));
  return wrong === undefined ? undefined : `${wrong} must be a number, not negative.`;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
