import type { Envelope, Message, Topic } from './topics.js';

/** How packed envelopes travel between processes; chosen by configuration, alike in every respect that callers see. */
export interface FanOutTransport {
  /** Sends each text once to every process, this one included. Rejects when it could not. */
  send(envelopes: readonly Envelope[]): Promise<void>;
  /** Begins to deliver. `onGap` is called whenever messages may have been missed (a lost connection was restored). */
  listen(onEnvelope: (envelope: Envelope) => void, onGap: () => void): Promise<void>;
  close(): Promise<void>;
}

type Handler = (message: never) => void;

/**
 * Wake-ups between all processes. Publishing never waits and never fails the caller: what is lost here is found by the
 * backstop, because the database is the truth. Messages published in one turn of the event loop travel together.
 */
export class FanOut {
  private readonly handlers = new Map<Topic, Set<Handler>>();
  private readonly gapHandlers = new Set<() => void>();
  private waiting: Envelope[] = [];
  private sending: Promise<void> | null = null;

  constructor(
    private readonly transport: FanOutTransport,
    private readonly onError: (error: unknown) => void,
  ) {}

  async start(): Promise<void> {
    await this.transport.listen(
      ([topic, message]) => {
        for (const handler of [...(this.handlers.get(topic) ?? [])])
          this.tell(() => {
            handler(message as never);
          });
      },
      () => {
        for (const handler of [...this.gapHandlers]) this.tell(handler);
      },
    );
  }

  /** Tells every process, soon. To be called after the commit of what it speaks of. */
  publish<T extends Topic>(topic: T, message: Message<T>): void {
    this.waiting.push([topic, message] as unknown as Envelope);
    this.sending ??= this.drain();
  }

  /** Hears a topic until the returned function is called. */
  subscribe<T extends Topic>(topic: T, handler: (message: Message<T>) => void): () => void {
    const handlers = this.handlers.get(topic) ?? new Set<Handler>();
    this.handlers.set(topic, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  /** Hears that messages may have been missed; whoever holds a picture reads it again. */
  onGap(handler: () => void): () => void {
    this.gapHandlers.add(handler);
    return () => this.gapHandlers.delete(handler);
  }

  /** Sends what is waiting, then lets go. */
  async close(): Promise<void> {
    await this.sending;
    await this.transport.close();
  }

  /** One listener that fails keeps nobody else from hearing. */
  private tell(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      this.onError(error);
    }
  }

  private async drain(): Promise<void> {
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.transport.send(batch).catch(this.onError);
    }
    this.sending = null;
  }
}
