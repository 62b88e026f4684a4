/** Why something in a tenant could not be read. The same words are stored with a gap of a snapshot. */
export const GAP_REASONS = [
  'permission_missing',
  'throttled',
  'provider_error',
  'timed_out',
  'malformed_answer',
  'vanished_while_reading',
  'setting_count_mismatch',
  'empty_not_confirmed',
  'page_cursor_expired',
  'content_conflict',
] as const;

/** Why nothing at all can be read over a connection: these concern the whole run, not one policy. */
export const CONNECTION_REASONS = [
  'provider_credentials_rejected',
  'provider_consent_missing',
  'provider_unreachable',
] as const;

export type GapReason = (typeof GAP_REASONS)[number];
export type ConnectionReason = (typeof CONNECTION_REASONS)[number];
export type FailureReason = GapReason | ConnectionReason;

/** What exactly was wrong, where the reason alone would not tell an engineer where to look. */
export type FailureDetail =
  | 'address_refused'
  | 'connection_lost'
  | 'count_differs'
  | 'credential_unusable'
  | 'foreign_next_link'
  | 'not_json'
  | 'page_loop'
  | 'redirect_refused'
  | 'too_large'
  | 'too_many_pages'
  | 'unexpected_shape';

/**
 * An expected failure of reading, as a value. It carries facts only: no token, no body and no address of the provider
 * can reach a log or an operator through it.
 */
export interface ReadFailure {
  readonly reason: FailureReason;
  readonly detail?: FailureDetail;
  /** HTTP status of the last answer, where there was one. */
  readonly status?: number;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The provider's own id of the request, to quote to its support. */
  readonly requestId?: string;
  /** The provider's own error code (`BadRequest`, `AADSTS7000215`). */
  readonly providerCode?: string;
  /** How often it was tried. */
  readonly attempts?: number;
  /** Milliseconds spent waiting between the attempts. */
  readonly waitedMs?: number;
}

/** The result of a reading that may fail. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: ReadFailure };

/** Whether a failure concerns the connection as a whole, so that reading anything else is pointless. */
export function isConnectionFailure(failure: ReadFailure): failure is ReadFailure & { reason: ConnectionReason } {
  return (CONNECTION_REASONS as readonly string[]).includes(failure.reason);
}

export function succeeded<T>(value: T): Answer<T> {
  return { ok: true, value };
}

export function failed(failure: ReadFailure): { readonly ok: false; readonly failure: ReadFailure } {
  return { ok: false, failure };
}
