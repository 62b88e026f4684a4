import type { RunConclusion } from '../operation-runs/index.js';
import type { UnreadReason } from './tenant-listing.js';

const REASON_OF: Readonly<Record<UnreadReason, string>> = {
  permission_missing: 'provider_consent_missing',
  not_listed_by_provider: 'provider_consent_missing',
  throttled: 'provider_throttled',
  timed_out: 'provider_unreachable',
  provider_error: 'provider_unreachable',
  malformed_answer: 'provider_answer_unreadable',
  page_cursor_expired: 'provider_answer_unreadable',
  vanished_while_reading: 'provider_answer_unreadable',
  setting_count_mismatch: 'provider_answer_unreadable',
  empty_not_confirmed: 'provider_answer_unreadable',
  content_conflict: 'provider_answer_unreadable',
};

/** How a run ends that could read nothing at all, by what most families were refused for. */
export function conclusionOfNothingRead(reasons: readonly UnreadReason[]): RunConclusion {
  const codes = reasons.map((reason) => REASON_OF[reason]);
  const countOf = (code: string) => codes.filter((other) => other === code).length;
  const code = codes.toSorted((one, other) => countOf(other) - countOf(one))[0] ?? 'provider_unreachable';
  return { outcome: code === 'provider_consent_missing' ? 'blocked' : 'failed', reason: { code } };
}
