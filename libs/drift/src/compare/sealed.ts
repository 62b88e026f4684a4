import { canonicalJson } from '../canonical-json.js';
import { MASK } from '../secrets.js';

/** A keyed fingerprint of a text, so that equal secrets are known to be equal and nothing else is known of them. */
export type Fingerprint = (text: string) => string;

const SEAL = '\u0000sealed:';

export function seal(value: unknown, fingerprint: Fingerprint): string {
  return `${SEAL}${fingerprint(canonicalJson(value))}`;
}

/** The value as it may be shown. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  return typeof value === 'string' && value.includes(SEAL) ? MASK : value;
}
