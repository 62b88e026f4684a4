import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { throwawayFolder } from '@tenantatlas/stack/test-services/throwaway.ts';
import { copyCheckout } from '../machine/checkout.ts';
import { nameOf, processTree, proportionalSetMib } from '../machine/memory.ts';
import { startProduct, type StartedProduct } from '../machine/product.ts';
import { median } from '../measures/statistics.ts';
import type { Findings, Programme } from '../programme.ts';

const WARM_STARTS = 3;
const IDLE_MS = 20_000;

export const STACK: Programme = {
  name: 'stack',
  about: 'npm start in a fresh checkout with modules installed, again and again, and what it needs when idle',
  run: async () => {
    if (process.platform !== 'linux')
      return { measurements: [], skipped: 'memory is read from /proc, which only Linux has.' };
    const folder = await throwawayFolder();
    try {
      const checkout = join(folder.path, 'checkout');
      copyCheckout(checkout);
      return await measureStarts(checkout, join(folder.path, 'data'));
    } finally {
      await folder.remove();
    }
  },
};

async function measureStarts(checkout: string, dataDir: string): Promise<Findings> {
  const cold = await startProduct(checkout, dataDir);
  await cold.stop();
  const warm: number[] = [];
  for (let start = 1; start < WARM_STARTS; start += 1) {
    const product = await startProduct(checkout, dataDir);
    warm.push(product.ms);
    await product.stop();
  }
  const last = await startProduct(checkout, dataDir);
  warm.push(last.ms);
  const memory = await idleMemory(last).finally(last.stop);
  return {
    measurements: [
      {
        what: 'First start: nothing built, no database yet',
        measured: cold.ms / 1000,
        limit: 10,
        unit: 's',
        detail: 'from typing npm start to the page',
      },
      { what: 'Later starts', measured: median(warm) / 1000, limit: 4, unit: 's', detail: `median of ${WARM_STARTS}` },
      {
        what: 'Memory of all processes when idle, proportional set size',
        measured: memory.mib,
        limit: 600,
        unit: 'MiB',
        detail: `${memory.processes.length} processes, npm and the database among them`,
      },
    ],
    facts: { warm, processes: memory.processes },
  };
}

async function idleMemory({ pid }: StartedProduct) {
  await pause(IDLE_MS);
  const pids = processTree(pid);
  const processes = pids.map((one) => ({
    name: nameOf(one).slice(0, 120),
    mib: Math.round(proportionalSetMib([one])),
  }));
  return { mib: proportionalSetMib(pids), processes };
}
