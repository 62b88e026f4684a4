/**
 * A subscription's events as an async iterator that holds at most one event back: while the reader is busy, what comes
 * in is folded into the one that waits. `end`, `fail` and the reader's `return` clean up at once, also while `next` waits.
 */
export class EventStream<Event> implements AsyncIterableIterator<Event> {
  private held: Event | undefined;
  private waiting: ((result: IteratorResult<Event>) => void) | null = null;
  private failWaiting: ((error: unknown) => void) | null = null;
  private failure: { readonly error: unknown } | null = null;
  private closed = false;

  constructor(
    private readonly fold: (held: Event, next: Event) => Event,
    private readonly onClose: () => void,
  ) {}

  push(event: Event): void {
    if (this.closed) return;
    if (this.waiting === null) {
      this.held = this.held === undefined ? event : this.fold(this.held, event);
      return;
    }
    const deliver = this.waiting;
    this.waiting = this.failWaiting = null;
    deliver({ done: false, value: event });
  }

  /** Ends the stream once the event that waits has been read. */
  end(): void {
    this.finish();
  }

  /** Ends the stream with an error. What waits is dropped: it may be what must not be shown any more. */
  fail(error: unknown): void {
    if (this.closed) return;
    this.held = undefined;
    if (this.failWaiting === null) this.failure = { error };
    this.failWaiting?.(error);
    this.waiting = this.failWaiting = null;
    this.finish();
  }

  next(): Promise<IteratorResult<Event>> {
    if (this.held !== undefined) {
      const value = this.held;
      this.held = undefined;
      return Promise.resolve({ done: false, value });
    }
    if (this.failure !== null) {
      const { error } = this.failure;
      this.failure = null;
      return Promise.reject(error);
    }
    if (this.closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.failWaiting = reject;
    });
  }

  return(): Promise<IteratorResult<Event>> {
    this.held = undefined;
    this.failure = null;
    this.finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private finish(): void {
    if (this.closed) return;
    this.closed = true;
    this.onClose();
    this.waiting?.({ done: true, value: undefined });
    this.waiting = this.failWaiting = null;
  }
}
