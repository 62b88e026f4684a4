/** One request as the emulator saw it, the parts of a `$batch` included. */
export interface LoggedRequest {
  /** Milliseconds since 1970 at which it came in. */
  readonly at: number;
  readonly method: string;
  /** Below the API version, without the query. */
  readonly path: string;
  readonly query: string;
  readonly of: 'request' | 'batch_part' | 'token';
  readonly status: number;
  readonly faults: readonly string[];
}

/** What a test or a benchmark reads to prove what was asked, when, and how often. */
export interface RequestReport {
  /** Requests over HTTP to the provider, tokens apart. */
  readonly count: number;
  readonly batchParts: number;
  readonly tokens: number;
  /** How often each path was read, alone or as a part of a `$batch`. */
  readonly byPath: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly mostAtOnce: number;
  /** The latest, oldest first. */
  readonly requests: readonly LoggedRequest[];
}

const KEPT = 20_000;

/** Counts and remembers the requests of one tenant; bounded, because a long-lived emulator serves millions. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #counts = { request: 0, batch_part: 0, token: 0 };
  #byPath = new Map<string, number>();
  #byStatus = new Map<string, number>();
  #open = 0;
  #mostAtOnce = 0;

  opened(): void {
    this.#open += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#open);
  }

  closed(): void {
    this.#open -= 1;
  }

  add(request: LoggedRequest): void {
    this.#counts[request.of] += 1;
    if (request.of !== 'token') increase(this.#byPath, request.path);
    increase(this.#byStatus, String(request.status));
    this.#requests.push(request);
    if (this.#requests.length > 2 * KEPT) this.#requests = this.#requests.slice(-KEPT);
  }

  reset(): void {
    this.#requests = [];
    this.#counts = { request: 0, batch_part: 0, token: 0 };
    this.#byPath.clear();
    this.#byStatus.clear();
    this.#mostAtOnce = this.#open;
  }

  report(): RequestReport {
    return {
      count: this.#counts.request,
      batchParts: this.#counts.batch_part,
      tokens: this.#counts.token,
      byPath: Object.fromEntries(this.#byPath),
      byStatus: Object.fromEntries(this.#byStatus),
      mostAtOnce: this.#mostAtOnce,
      requests: this.#requests.slice(-KEPT),
    };
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
