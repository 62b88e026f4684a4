import { failure, forbidden, invalidToken, type Answer } from './answer.js';
import type { Fault } from './fault.js';

const CODES: Readonly<Record<number, string>> = {
  404: 'ResourceNotFound',
  424: 'FailedDependency',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** The answer that a fault gives instead of the real one; undefined for faults that leave the answer as it is. */
export function answerOf(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'throttle':
      return failure(429, 'TooManyRequests', 'Too many requests.', retryAfter(fault.retryAfter ?? 1, fault.as));
    case 'status': {
      const waiting = fault.retryAfter === undefined ? {} : retryAfter(fault.retryAfter, 'seconds');
      return failure(fault.status, CODES[fault.status] ?? 'UnknownError', 'The request could not be served.', waiting);
    }
    case 'refuse':
      return forbidden();
    case 'expire_tokens':
      return invalidToken('Lifetime validation failed, the token is expired.');
    case 'cursor_expired':
      return failure(fault.status ?? 410, fault.status === 400 ? 'BadRequest' : 'Gone', 'The skip token has expired.');
    case 'slow':
    case 'duplicate_item':
    case 'conflicting_item':
    case 'short_expansion':
    case 'empty_page':
    case 'empty_family':
    case 'lose_entry':
    case 'drop_connection':
    case 'reset_in_body':
    case 'truncated_json':
    case 'html':
      return undefined;
  }
}

function retryAfter(seconds: number, as: 'seconds' | 'date' | 'absent' = 'seconds'): Record<string, string> {
  if (as === 'absent') return {};
  if (as === 'seconds') return { 'Retry-After': String(seconds) };
  // A date has whole seconds only: rounded up, so that it never names an earlier moment than meant.
  const moment = Math.ceil((Date.now() + seconds * 1000) / 1000) * 1000;
  return { 'Retry-After': new Date(moment).toUTCString() };
}
