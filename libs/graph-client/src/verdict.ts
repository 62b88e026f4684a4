import { errorCodeOf, type GraphObject } from './graph-object.js';
import type { ReadFailure } from './failure.js';

/** One answer to one request, alone or inside a `$batch`. */
export interface ProviderResponse {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;
  /** Undefined where the body was no JSON object. */
  readonly body: GraphObject | undefined;
}

/**
 * What was asked for decides what an answer means: an item that is not found has vanished, a collection that is not
 * found is the provider's error, and a page that is refused means that its cursor is no longer good.
 */
export type Target = 'item' | 'collection' | 'page';

/** What to do about an answer. */
export type Verdict =
  | { readonly kind: 'read'; readonly body: GraphObject }
  | { readonly kind: 'retry'; readonly failure: ReadFailure; readonly jitter?: number }
  | { readonly kind: 'unauthorised'; readonly failure: ReadFailure; readonly token: string }
  | { readonly kind: 'failed'; readonly failure: ReadFailure };

/** Decides what an answer means. The token is the one it was asked with. */
export function judge(response: ProviderResponse, target: Target, token: string): Verdict {
  const { status, retryAfterMs, requestId, body } = response;
  const facts = { status, retryAfterMs, requestId, providerCode: errorCodeOf(body) };
  const fail = (reason: ReadFailure['reason'], detail?: ReadFailure['detail']): Verdict => ({
    kind: 'failed',
    failure: { reason, ...facts, detail },
  });
  const retry = (reason: ReadFailure['reason'], detail?: ReadFailure['detail']): Verdict => ({
    kind: 'retry',
    failure: { reason, ...facts, detail },
  });

  if (status >= 200 && status < 300) return body ? { kind: 'read', body } : retry('malformed_answer', 'not_json');
  if (status >= 300 && status < 400) return fail('provider_error', 'redirect_refused');
  switch (status) {
    case 401:
      return { kind: 'unauthorised', failure: { reason: 'provider_credentials_rejected', ...facts }, token };
    case 403:
      return fail('permission_missing');
    case 404:
      return fail(target === 'item' ? 'vanished_while_reading' : 'provider_error');
    case 400:
    case 410:
      return fail(target === 'page' ? 'page_cursor_expired' : 'provider_error');
    case 408:
      return retry('timed_out');
    case 429:
    case 509: // "bandwidth limit exceeded", documented beside 429 for Microsoft Graph
      return retry('throttled');
    case 424:
    case 500:
    case 502:
    case 503:
    case 504:
      return retry('provider_error');
    default:
      return fail('provider_error');
  }
}
