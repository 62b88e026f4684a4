import type { PolicyItem } from '../family.js';
import { isObject, shortTypeName } from '../odata.js';
import { DEEPEST } from '../paths.js';

/** Values of the catalogue say what they are, and tools write numbers as text: the declared type decides. */
export function byDeclaredType(item: PolicyItem): PolicyItem {
  const typed = step(item, 0);
  return isObject(typed) ? typed : item;
}

function step(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((entry) => step(entry, depth + 1));
  if (!isObject(value)) return value;
  const type = typeof value['@odata.type'] === 'string' ? shortTypeName(value['@odata.type']) : '';
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, key === 'value' ? scalar(type, entry) : step(entry, depth + 1)]),
  );
}

function scalar(type: string, value: unknown): unknown {
  if (type.endsWith('IntegerSettingValue') && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) {
    return Number(value);
  }
  if (type.endsWith('StringSettingValue') && typeof value === 'number') return String(value);
  return step(value, 0);
}
