import { EventStream } from '../../platform/graphql/event-stream.js';
import { foldInbox, newsSince, type InboxEvent } from './inbox-news.js';
import type { Unread } from './inbox.queries.js';

export type InboxStream = EventStream<{ readonly notificationFeed: InboxEvent }>;

/** One subscriber's picture of its inbox: read again for each wake-up, one reading at a time. */
export class InboxWatch {
  readonly stream: InboxStream;
  private last: Unread | null = null;
  private isReading = false;
  private isDue = false;

  constructor(
    readonly workspaceId: string,
    readonly userId: string,
    private readonly read: () => Promise<Unread>,
    onClose: (watch: InboxWatch) => void,
  ) {
    this.stream = new EventStream(
      (held, next) => ({ notificationFeed: foldInbox(held.notificationFeed, next.notificationFeed) }),
      () => {
        onClose(this);
      },
    );
  }

  /** Reads and tells what is new. A wake-up during a reading causes one more, for it may have come too late for it. */
  async wake(): Promise<void> {
    this.isDue = true;
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.isDue) {
        this.isDue = false;
        const now = await this.read();
        const news = newsSince(this.last, now);
        this.last = now;
        for (const event of news) this.stream.push({ notificationFeed: event });
      }
    } finally {
      this.isReading = false;
    }
  }
}
