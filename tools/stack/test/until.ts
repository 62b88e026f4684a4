import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something that happens in another process. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = 8_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not become so within ${withinMs} ms.`);
    await pause(20);
  }
}
