import { badRequest, ok, type Answer } from './answer.js';

/** Graph's documented limit for one `$batch`. */
export const BATCH_LIMIT = 20;

/** One part of a `$batch` as it was sent. */
export interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

/** Answers a `$batch`: every part by its own status. The whole is refused only where its form is wrong. */
export function answerBatch(body: string, answerPart: (part: BatchPart) => Answer): Answer {
  const parts = readParts(body);
  if (typeof parts === 'string') return badRequest(parts);
  const responses = parts.map((part) => {
    const { status, headers, body: answer } = answerPart(part);
    return { id: part.id, status, headers: { ...headers, 'Content-Type': 'application/json' }, body: answer };
  });
  return ok({ responses: outOfOrder(responses) });
}

/** Graph promises no order; an order that differs from the request's keeps callers honest. */
function outOfOrder<T>(responses: readonly T[]): readonly T[] {
  return responses.toReversed();
}

function readParts(body: string): readonly BatchPart[] | string {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return 'Invalid JSON in the batch payload.';
  }
  const requests: unknown = typeof sent === 'object' && sent !== null && 'requests' in sent ? sent.requests : undefined;
  if (!Array.isArray(requests)) return 'Invalid batch payload format.';
  if (requests.length === 0 || requests.length > BATCH_LIMIT) {
    return `Number of batch request steps must be between 1 and ${BATCH_LIMIT}.`;
  }
  const parts = requests.map(readPart);
  if (parts.some((part) => part === undefined)) return 'Every batch request step needs an id, a method and a url.';
  if (new Set(parts.map((part) => part?.id)).size < parts.length) return 'Batch request ids must be unique.';
  return parts.filter((part) => part !== undefined);
}

function readPart(sent: unknown): BatchPart | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const { id, method, url } = sent as Record<string, unknown>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') return undefined;
  return { id, method, url };
}
