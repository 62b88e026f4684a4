import { setTimeout as delay } from 'node:timers/promises';

const GIVE_UP_MS = 15_000;

/** Waits until something is so, and returns it. Fails with what it was last where it does not become so in time. */
export async function until<Value>(
  read: () => Value | Promise<Value>,
  isSo: (value: Value) => boolean,
  giveUpMs = GIVE_UP_MS,
): Promise<Value> {
  const end = Date.now() + giveUpMs;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`it did not become so in time; at last it was ${JSON.stringify(value)}`);
    await delay(20);
  }
}
