import { z } from 'zod';

/**
 * Everything that is told between processes. A message is a wake-up: ids and revisions, never the state of a row. Who
 * hears it reads the row again and decides anew who may see it.
 */
const TOPICS = {
  /** A run changed. `urgent`: a phase or terminal change, told without waiting for others. */
  runs: z.object({ workspaceId: z.uuid(), runId: z.uuid(), revision: z.int(), urgent: z.boolean() }),
  /** Somebody asked a run to stop; its executor need not wait for the next checkpoint. */
  cancellations: z.object({ runId: z.uuid() }),
  /** Somebody's notifications changed. */
  notifications: z.object({ workspaceId: z.uuid(), userId: z.uuid() }),
  /** Access was withdrawn: a session or token, or all that a user holds. */
  revocations: z.object({ credentialId: z.uuid().optional(), userId: z.uuid().optional() }),
} as const;

export type Topic = keyof typeof TOPICS;
export type Message<T extends Topic> = z.infer<(typeof TOPICS)[T]>;
export type Envelope = { [T in Topic]: readonly [T, Message<T>] }[Topic];

/** Packs envelopes into texts that each stay below `limit` bytes (Postgres allows a notification 8,000). */
export function packEnvelopes(envelopes: readonly Envelope[], limit: number): string[] {
  const packed: string[] = [];
  let batch: string[] = [];
  let size = 2;
  for (const envelope of envelopes) {
    const text = JSON.stringify(envelope);
    const bytes = Buffer.byteLength(text) + 1;
    if (batch.length > 0 && size + bytes > limit) {
      packed.push(`[${batch.join(',')}]`);
      batch = [];
      size = 2;
    }
    batch.push(text);
    size += bytes;
  }
  if (batch.length > 0) packed.push(`[${batch.join(',')}]`);
  return packed;
}

/** Reads a packed text; what another version wrote differently is left out, because the backstop covers it. */
export function unpackEnvelopes(text: string): Envelope[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((entry: unknown): Envelope[] => {
    if (!Array.isArray(entry)) return [];
    const [topic, message] = entry as [unknown, unknown];
    if (typeof topic !== 'string' || !Object.hasOwn(TOPICS, topic)) return [];
    const read = TOPICS[topic as Topic].safeParse(message);
    return read.success ? [[topic, read.data] as Envelope] : [];
  });
}
