/**
 * The only readers of stored values. A row may have been written by an older version, by hand or by a mistake, so a
 * value that is not exactly what it should be is read as absent, never as a guess.
 */

/** Largest whole number that is kept: the public API's integers have 32 bits. */
export const MAX_WHOLE = 2_147_483_647;

/** Reads an own property and nothing else, so that a stored `__proto__` or a throwing getter changes nothing. */
export function own(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}

/** A whole number from 0 to {@link MAX_WHOLE}, else null. */
export function asWhole(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_WHOLE ? value + 0 : null;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** Milliseconds since 1970 of a Date or an ISO 8601 time with a zone, else null. */
export function asMillis(value: unknown): number | null {
  const millis =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'string' && ISO_TIME.test(value)
        ? Date.parse(value)
        : NaN;
  return millis >= 0 && millis < LAST_MILLIS ? millis : null;
}

const LAST_MILLIS = Date.UTC(9999, 11, 31);

/** The same time as {@link asMillis} in its one canonical spelling, else null. */
export function asTime(value: unknown): string | null {
  const millis = asMillis(value);
  return millis === null ? null : new Date(millis).toISOString();
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** An identifier that can stand in a link as it is, else null. */
export function asId(value: unknown): string | null {
  return typeof value === 'string' && ID.test(value) ? value : null;
}

/** One of a closed list of words, else null. */
export function asWord<Word extends string>(value: unknown, words: readonly Word[]): Word | null {
  return words.find((word) => word === value) ?? null;
}

// Control, bidirectional and zero-width characters could make a name read as something that it is not.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
const LONGEST_NAME = 200;

/** A name that the platform stored (of a tenant, of a person) as it may be shown on one line, else null. */
export function asName(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const name = value.slice(0, LONGEST_NAME).replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  return name === '' ? null : name;
}
