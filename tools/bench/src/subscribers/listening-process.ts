import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Arrival, endsIn } from './arrivals.ts';

/** What the process is asked to do: open sockets, each with what it says once it is open. */
export interface ListenRequest {
  readonly url: string;
  readonly subscribers: readonly {
    readonly cookie?: string;
    /** What is sent when the socket opens, and what once it is acknowledged. */
    readonly hello?: string;
    readonly subscribe?: string;
  }[];
}

/** Sockets that open side by side: a thousand at once would measure the accepting of connections. */
const AT_A_TIME = 50;
/** Messages are read when they stop coming, so that reading one never delays the noting of the next. */
const QUIET_MS = 40;

const arrivals: Arrival[] = [];
let sample = '';
let unread: { readonly subscriber: number; readonly at: number; readonly data: Buffer }[] = [];
let quiet: NodeJS.Timeout | undefined;

const now = (): number => performance.timeOrigin + performance.now();

function note(subscriber: number, data: Buffer): void {
  unread.push({ subscriber, at: now(), data });
  if (quiet === undefined) quiet = setTimeout(readAll, QUIET_MS);
  else quiet.refresh();
}

function readAll(): void {
  const messages = unread;
  unread = [];
  for (const { subscriber, at, data } of messages) {
    const text = data.toString();
    const ends = endsIn(text);
    if (ends.length > 0) sample = text;
    for (const runId of ends) arrivals.push({ runId, subscriber, at });
  }
}

/** Resolves when the subscriber hears what is told: with its first event, or once it is connected to a plain server. */
function open(url: string, { cookie, hello, subscribe }: ListenRequest['subscribers'][number], index: number) {
  return new Promise<void>((resolve, reject) => {
    const protocols = subscribe === undefined ? [] : ['graphql-transport-ws'];
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false, headers: cookie ? { cookie } : {} });
    let isAcknowledged = subscribe === undefined;
    socket.once('open', () => {
      if (hello === undefined) resolve();
      else socket.send(hello);
    });
    socket.on('message', (data: Buffer) => {
      if (!isAcknowledged) {
        isAcknowledged = true;
        socket.send(subscribe ?? '');
        return;
      }
      resolve();
      note(index, data);
    });
    socket.once('error', reject);
    socket.once('close', (code) => {
      reject(new Error(`A socket was closed with ${code}.`));
    });
  });
}

async function listen({ url, subscribers }: ListenRequest): Promise<void> {
  for (let first = 0; first < subscribers.length; first += AT_A_TIME) {
    const group = subscribers.slice(first, first + AT_A_TIME);
    await Promise.all(group.map((subscriber, offset) => open(url, subscriber, first + offset)));
  }
}

process.on('message', (message: { readonly listen: ListenRequest } | 'collect') => {
  if (message === 'collect') {
    void pause(2 * QUIET_MS).then(() => process.send?.({ arrivals, sample }));
    return;
  }
  listen(message.listen).then(
    () => process.send?.('listening'),
    (problem: unknown) => {
      console.error(problem);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
