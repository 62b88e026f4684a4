import type { RequestBudget } from './budget.js';
import type { Verdict } from './verdict.js';

/** Documented limit of Microsoft Graph: 20 requests in one `$batch`. */
export const MAX_BATCH_SIZE = 20;

export interface QueuedRequest {
  readonly path: string;
  /** The attempt this is, counted from 1. */
  readonly attempt: number;
}

/** Sends some requests in one exchange and gives a verdict for each, in order. */
export type SendTogether = (requests: readonly QueuedRequest[]) => Promise<readonly Verdict[]>;

/**
 * Packs requests together as late as possible: what has gathered by the time a place is free goes out in one `$batch`,
 * whoever asked for it. So requests of many callers share exchanges, a retried one rides with whatever is due by then,
 * and no place stays empty while anything waits.
 *
 * @param batchSize - the most that may go out together at this moment
 */
export function createBatchQueue(
  budget: RequestBudget,
  batchSize: () => number,
  send: SendTogether,
  signal?: AbortSignal,
): (request: QueuedRequest) => Promise<Verdict> {
  const pending: { request: QueuedRequest; settle: (verdict: Verdict) => void; fail: (error: unknown) => void }[] = [];
  let sendersWaiting = 0;

  const sendNext = async (): Promise<void> => {
    sendersWaiting += 1;
    let taken: typeof pending = [];
    try {
      const lease = await budget.acquire('detail', signal).finally(() => (sendersWaiting -= 1));
      try {
        taken = pending.splice(0, batchSize());
        callSenders();
        if (taken.length === 0) return;
        await lease.spend(taken.length, signal);
        const verdicts = await send(taken.map(({ request }) => request));
        lease.release({ throttledForMs: throttledForMs(verdicts) });
        taken.forEach(({ settle, fail }, index) => {
          const verdict = verdicts[index];
          if (verdict) settle(verdict);
          else fail(new Error('A request sent together with others was left without a verdict.'));
        });
      } finally {
        lease.release();
      }
    } catch (error) {
      for (const { fail } of [...taken, ...pending.splice(0)]) fail(error);
    }
  };

  /** Also after a sender took its share: batches may have become smaller since it was called. */
  const callSenders = (): void => {
    while (sendersWaiting < Math.ceil(pending.length / batchSize())) void sendNext();
  };

  return (request) =>
    new Promise((settle, fail) => {
      pending.push({ request, settle, fail });
      callSenders();
    });
}

/** The longest wait asked for if everything in an exchange was throttled, else undefined: then the app as such is not. */
export function throttledForMs(verdicts: readonly Verdict[]): number | undefined {
  const waits = verdicts.map((verdict) =>
    verdict.kind === 'retry' && verdict.failure.reason === 'throttled'
      ? (verdict.failure.retryAfterMs ?? 0)
      : undefined,
  );
  return waits.every((wait) => wait !== undefined) ? Math.max(...waits) : undefined;
}
