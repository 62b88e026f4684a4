import { Redis } from 'ioredis';
import type { FanOutTransport } from './fan-out.js';
import { packEnvelopes, unpackEnvelopes } from './topics.js';

const CHANNEL = 'tenantatlas';
const LARGEST_MESSAGE = 64_000;

/** Fan-out by Redis pub/sub. ioredis reconnects by itself; the gap between is told. */
export function redisTransport(url: string): FanOutTransport {
  const sender = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 });
  const listener = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, autoResubscribe: false });
  for (const connection of [sender, listener]) connection.on('error', () => undefined);
  return {
    async send(envelopes) {
      for (const text of packEnvelopes(envelopes, LARGEST_MESSAGE)) await sender.publish(CHANNEL, text);
    },
    async listen(onEnvelope, onGap) {
      listener.on('message', (_channel, text) => {
        for (const envelope of unpackEnvelopes(text)) onEnvelope(envelope);
      });
      await listener.subscribe(CHANNEL);
      // Told once we listen again: what is read then misses nothing that comes after.
      listener.on('ready', () => void listener.subscribe(CHANNEL).then(onGap, () => undefined));
    },
    async close() {
      sender.disconnect();
      listener.disconnect();
      await Promise.resolve();
    },
  };
}
