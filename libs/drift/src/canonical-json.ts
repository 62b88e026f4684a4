import serialize from 'canonicalize';
import { isObject } from './odata.js';

/** With the `u` flag this matches halves only: a whole pair is one character, which is no surrogate. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * The one text of a JSON value (RFC 8785): equal values give equal text whatever the order of their keys, so that a
 * hash of it is a fingerprint of the content. `undefined` members are left out, as in JSON.
 *
 * RFC 8785 knows no text for a half of a surrogate pair, yet JSON can carry one (`"\ud800"`), and one odd character
 * in a policy must not stop a capture: it counts as U+FFFD.
 *
 * @throws TypeError where the value is no JSON at all: a function, `undefined`, NaN, an infinite number, a cycle.
 */
export function canonicalJson(value: unknown): string {
  const text = attempt(value) ?? attempt(wellFormed(value));
  if (text === undefined) throw new TypeError('Only JSON values have a canonical text.');
  return text;
}

function attempt(value: unknown): string | undefined {
  try {
    return serialize(value);
  } catch {
    return undefined;
  }
}

function wellFormed(value: unknown, depth = 0): unknown {
  // Deeper than any JSON parser goes: a cycle, which has no text.
  if (depth > 10_000) return undefined;
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\uFFFD');
  if (Array.isArray(value)) return value.map((entry) => wellFormed(entry, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.replace(LONE_SURROGATE, '\uFFFD'), wellFormed(entry, depth + 1)]),
  );
}
