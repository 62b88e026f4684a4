import { GraphQLError } from 'graphql';
import { PublicError, type ErrorCode } from '../graphql/errors.js';

/** An answer over plain HTTP, in the same shape as a GraphQL error, so that clients read one kind only. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: {
    readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  };
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

// What the framework says itself, in our words: its own sentences name libraries and positions.
const FRAMEWORK: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['BAD_USER_INPUT', 'The request could not be read.'],
  404: ['NOT_FOUND', 'There is no such page.'],
  405: ['BAD_USER_INPUT', 'This method is not supported here.'],
  413: ['BAD_USER_INPUT', 'The request is too large.'],
  414: ['BAD_USER_INPUT', 'The address is too long.'],
  415: ['BAD_USER_INPUT', 'Send JSON (content-type: application/json).'],
  503: ['UNAVAILABLE', 'The service is about to stop. Try again in a moment.'],
};

const answer = (status: number, message: string, extensions: Record<string, unknown>): ErrorAnswer => ({
  status,
  body: { errors: [{ message, extensions }] },
});

/** Turns whatever was thrown while a request was handled into what may be said of it. */
export function answerTo(error: unknown): ErrorAnswer {
  if (error instanceof PublicError) {
    return answer(STATUS[error.extensions['code'] as ErrorCode], error.message, { ...error.extensions });
  }
  const status = error instanceof GraphQLError ? 500 : statusOf(error);
  const known = FRAMEWORK[status];
  if (known !== undefined) return answer(status, known[1], { code: known[0] });
  if (status >= 400 && status < 500) return answer(status, 'The request was refused.', { code: 'BAD_USER_INPUT' });
  return answer(500, INTERNAL_MESSAGE, { code: 'INTERNAL' });
}

/** All that leaves the process about a fault of ours; the log has the rest under the correlation id. */
export const INTERNAL_MESSAGE = 'Something went wrong on our side. It has been recorded.';

// Nest says `status`, Fastify `statusCode`.
function statusOf(error: unknown): number {
  const { status, statusCode } = (error ?? {}) as { status?: unknown; statusCode?: unknown };
  return [status, statusCode].find((value): value is number => typeof value === 'number') ?? 500;
}
