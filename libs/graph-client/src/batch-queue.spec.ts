import { describe, expect, it } from '@jest/globals';
import { createBatchQueue, type QueuedRequest } from './batch-queue.js';
import { createRequestBudget } from './budget.js';
import type { Verdict } from './verdict.js';

const answered = ({ path }: QueuedRequest): Verdict => ({ kind: 'read', body: { path } });
const paths = Array.from({ length: 20 }, (_, index) => `policies/${index}`);

describe('a queue of requests', () => {
  it('forgets none when batches become smaller while they wait', async () => {
    let size = 20;
    const sizes: number[] = [];
    const enqueue = createBatchQueue(
      createRequestBudget({ concurrency: 2 }),
      () => size,
      (requests) => {
        sizes.push(requests.length);
        return Promise.resolve(requests.map(answered));
      },
    );
    const asked = paths.map((path) => enqueue({ path, attempt: 1 }));
    size = 3;
    expect(await Promise.all(asked)).toEqual(paths.map((path) => answered({ path, attempt: 1 })));
    expect(sizes).toEqual([3, 3, 3, 3, 3, 3, 2]);
  });
});
