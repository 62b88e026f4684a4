import { badInput } from './errors.js';

/** Whether Postgres can hold the text: no NUL, no half of a surrogate pair. */
export function isSafeText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Looks through arguments as they were coerced, so that literals and variables are held to the same rule. */
export function refuseUnsafeText(value: unknown): void {
  if (typeof value === 'string') {
    if (!isSafeText(value)) throw badInput('A text holds characters that cannot be stored.');
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) {
      refuseUnsafeText(key);
      refuseUnsafeText(inner);
    }
  }
}
