/** Parameters of a reason or a gap: only those that its declaration names are read, and only as declared. */
export type ReasonParams = Readonly<Record<string, unknown>>;

interface ReasonDeclaration {
  /** The whole number that the sentence counts, where it is known. */
  readonly count?: string;
}

/** Why a run ended as it did, or could not be started: the closed list, each with words in every language. */
export const REASONS = {
  provider_consent_missing: {},
  provider_credentials_rejected: {},
  credentials_expired: {},
  provider_unreachable: {},
  provider_throttled: {},
  provider_answer_unreadable: {},
  connection_missing: {},
  families_not_read: { count: 'families' },
  items_not_read: { count: 'items' },
  files_not_taken_over: { count: 'files' },
  nothing_in_scope: {},
  worker_lost: {},
  attempts_exhausted: { count: 'attempts' },
  start_expired: {},
  cancelled_by_request: {},
  baseline_not_consumable: {},
  tenant_not_assigned: {},
  capture_in_progress: {},
  already_running: {},
  internal_error: {},
} as const satisfies Record<string, ReasonDeclaration>;

export type ReasonCode = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[];

/** Whether a stored code is one that the catalogue words. */
export function isReasonCode(code: unknown): code is ReasonCode {
  return typeof code === 'string' && Object.hasOwn(REASONS, code);
}

/** The reasons whose words count something. */
export type CountedReason = {
  [Code in ReasonCode]: (typeof REASONS)[Code] extends { readonly count: string } ? Code : never;
}[ReasonCode];

/** Which parameter the words of a reason count; null for a reason that counts nothing. */
export function countedBy(code: ReasonCode): { readonly code: CountedReason; readonly param: string } | null {
  const { count }: ReasonDeclaration = REASONS[code];
  return count === undefined ? null : { code: code as CountedReason, param: count };
}

/** Why a family, an item or a file of a capture could not be read: the closed list. */
export const GAP_CODES = [
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
  'unknown_file_kind',
  'unreadable_file',
  'not_listed_by_provider',
] as const;
export type GapCode = (typeof GAP_CODES)[number];

/** Whether a stored code is one that the catalogue words. */
export function isGapCode(code: unknown): code is GapCode {
  return (GAP_CODES as readonly unknown[]).includes(code);
}
