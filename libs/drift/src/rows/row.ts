/** One setting of a policy as people read it. */
export interface SettingRow {
  /** Where it stands, stable from one capture to the next: property names, or group instances and definition ids. */
  readonly path: string;
  readonly label: string;
  /** Whether a definition gave the label, or it was made from an identifier because nobody named the setting. */
  readonly labelFrom: 'definition' | 'identifier';
  /** A JSON value: a scalar, or a list of scalars. */
  readonly value: unknown;
}

/** Nothing that was set: what Graph answers for a setting nobody touched. */
export function isUnset(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
