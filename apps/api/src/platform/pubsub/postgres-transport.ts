import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { APP_ROLE } from '../database/index.js';
import type { FanOutTransport } from './fan-out.js';
import { packEnvelopes, unpackEnvelopes, type Envelope } from './topics.js';

const CHANNEL = 'tenantatlas';
/** Postgres refuses payloads of 8,000 bytes and more. */
const LARGEST_PAYLOAD = 7_900;
const RECONNECT_MS = 500;

/** Fan-out by NOTIFY. Sent outside of any write transaction: its commit would hold a lock of the whole server. */
export function postgresTransport(url: string): FanOutTransport {
  const settings = { connectionString: url, options: `-c role=${APP_ROLE}`, keepAlive: true };
  const sender = new pg.Pool({ ...settings, max: 1, application_name: 'tenantatlas-notify' });
  sender.on('error', () => undefined); // An idle connection that broke is replaced at the next use.
  let listener: pg.Client | null = null;
  let closed = false;

  async function connect(onEnvelope: (envelope: Envelope) => void, onLost: () => void): Promise<void> {
    const client = new pg.Client({ ...settings, application_name: 'tenantatlas-listen' });
    client.on('notification', ({ payload }) => {
      for (const envelope of unpackEnvelopes(payload ?? '')) onEnvelope(envelope);
    });
    client.on('error', () => undefined); // 'end' follows and is what reconnects.
    client.once('end', onLost);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      if (closed) throw new Error('closed while connecting');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    listener = client;
  }

  return {
    async send(envelopes) {
      const texts = packEnvelopes(envelopes, LARGEST_PAYLOAD);
      await sender.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, texts]);
    },
    async listen(onEnvelope, onGap) {
      const reconnect = async () => {
        while (!closed) {
          await delay(RECONNECT_MS);
          const restored = await connect(onEnvelope, lost).then(
            () => true,
            () => false,
          );
          if (restored) {
            onGap();
            return;
          }
        }
      };
      // A client that never came up also ends; only one that was listening is worth a reconnect of its own.
      const lost = () => {
        if (listener !== null && !closed) {
          listener = null;
          void reconnect();
        }
      };
      await connect(onEnvelope, lost);
    },
    async close() {
      closed = true;
      await Promise.all([sender.end(), listener?.end()]);
    },
  };
}
