import { describe, expect, it } from '@jest/globals';
import { CheckpointQueue } from './checkpoint-queue.js';

/** A commit that ends when the test says so. */
function slowCommit() {
  const batches: number[][] = [];
  const waiting: (() => void)[] = [];
  return {
    batches,
    commit: (changes: readonly number[]) => {
      batches.push([...changes]);
      return new Promise<void>((resolve) => waiting.push(resolve));
    },
    finishOne: async () => {
      waiting.shift()?.();
      await new Promise(setImmediate);
    },
  };
}

describe('the queue of checkpoints', () => {
  it('commits in order, one batch at a time, whatever gathered meanwhile together', async () => {
    const { batches, commit, finishOne } = slowCommit();
    const queue = new CheckpointQueue(commit, () => undefined);
    await queue.add(1);
    await new Promise(setImmediate);
    await queue.add(2);
    await queue.add(3);
    expect(batches).toEqual([[1]]);
    await finishOne();
    expect(batches).toEqual([[1], [2, 3]]);
    const drained = queue.drain();
    await finishOne();
    await drained;
  });

  it('lets readers go on while it commits, up to a bound', async () => {
    const { commit, finishOne } = slowCommit();
    const queue = new CheckpointQueue(commit, () => undefined);
    await queue.add(0);
    await new Promise(setImmediate);
    for (let index = 0; index < 63; index += 1) await queue.add(index);
    let isThrough = false;
    const added = queue.add(0).then(() => (isThrough = true));
    await new Promise(setImmediate);
    expect(isThrough).toBe(false);
    await finishOne();
    await finishOne();
    await added;
    expect(isThrough).toBe(true);
  });

  it('takes nothing more once a commit has failed, and says so once', async () => {
    const told: unknown[] = [];
    const failure = new Error('the lease is lost');
    const queue = new CheckpointQueue<number>(
      () => Promise.reject(failure),
      (error) => told.push(error),
    );
    await queue.add(1);
    await expect(queue.drain()).rejects.toBe(failure);
    await expect(queue.add(2)).rejects.toBe(failure);
    expect(told).toEqual([failure]);
  });
});
