import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

/** What the process is asked to send to whoever is connected: the same text each time, about another run. */
export interface BroadcastRequest {
  readonly text: string;
  readonly runId: string;
  readonly times: number;
  readonly everyMs: number;
}

// The least that any server can do: one text, to every socket, nothing known and nothing checked.
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.once('listening', () => {
  process.send?.({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

async function broadcast({ text, runId, times, everyMs }: BroadcastRequest): Promise<void> {
  const sent: [runId: string, at: number][] = [];
  for (let time = 0; time < times; time += 1) {
    await pause(everyMs);
    const fresh = randomUUID();
    const message = text.replaceAll(runId, fresh);
    sent.push([fresh, performance.timeOrigin + performance.now()]);
    for (const client of server.clients) client.send(message);
  }
  process.send?.({ sent });
}

process.on('message', (request: BroadcastRequest) => void broadcast(request));
process.once('disconnect', () => process.exit(0));
