/** The words for values that are not words themselves. */
export interface ValueWords {
  yes: string;
  no: string;
  none: string;
}

/** A setting's value as it is read: lists one below the other, nested values as JSON. */
export function settingText(value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value))
    return value.length === 0 ? words.none : value.map((entry) => settingText(entry, words)).join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
