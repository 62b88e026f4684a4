import { capitalise, translate } from './catalogue.js';
import { localeOf, type Locale } from './locale.js';
import { countedBy, isGapCode, isReasonCode, type ReasonParams } from './reasons.js';
import { asWhole, own } from './untrusted.js';

/** What happened, as a clause that can follow a colon. A code that this version does not know is told so. */
export function reasonClause(code: string, params: ReasonParams | null | undefined, locale: Locale): string {
  if (!isReasonCode(code)) return translate('reason.unknown.what', locale);
  const counted = countedBy(code);
  if (counted === null) return translate(`reason.${code}.what`, locale);
  const count = asWhole(own(params, counted.param));
  return count === null || count === 0
    ? translate(`reason.${counted.code}.what.uncounted`, locale)
    : translate(`reason.${counted.code}.what`, locale, { count });
}

/**
 * A reason in operator words: what happened, what it means for the data, what to do.
 *
 * @param code one of `REASON_CODES`; any other is worded generically
 * @param params only the whole numbers that the code declares are used
 */
export function reasonMessage(code: string, params: ReasonParams | null | undefined, locale: string): string {
  const language = localeOf(locale);
  const known = isReasonCode(code) ? code : 'unknown';
  return [
    `${capitalise(reasonClause(code, params, language), language)}.`,
    translate(`reason.${known}.means`, language),
    translate(`reason.${known}.todo`, language),
  ].join(' ');
}

/**
 * Why a family, an item or a file is missing from a capture, in operator words.
 *
 * @param code one of `GAP_CODES`; any other is worded generically
 * @param params `setting_count_mismatch` knows `expected` and `read`, whole numbers
 */
export function gapMessage(code: string, params: ReasonParams | null | undefined, locale: string): string {
  const language = localeOf(locale);
  if (!isGapCode(code)) return translate('gap.unknown', language);
  const expected = asWhole(own(params, 'expected'));
  const read = asWhole(own(params, 'read'));
  return code === 'setting_count_mismatch' && expected !== null && read !== null
    ? translate('gap.setting_count_mismatch.counted', language, { expected, read })
    : translate(`gap.${code}`, language);
}
