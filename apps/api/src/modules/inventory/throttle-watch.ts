import type { ReadEvent } from '@tenantatlas/graph-client';

/** A wait shorter than this is not worth telling. */
const WORTH_TELLING_MS = 1_000;

/** Watches for waits that the provider asks for, and tells of one when nothing has moved for a moment. */
export class ThrottleWatch {
  /** Requests that had to wait. */
  throttled = 0;
  private until = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (until: Date) => void) {}

  readonly onEvent = (event: ReadEvent): void => {
    if (event.type !== 'throttled') return;
    this.throttled += 1;
    this.until = Math.max(this.until, event.until.getTime());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.until > Date.now()) this.tell(new Date(this.until));
    }, WORTH_TELLING_MS);
  };

  /** Something was read: the work does not wait. */
  moved(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
