import { isControlInformation, isObject } from '../odata.js';
import { DEEPEST } from '../paths.js';
import { isScalar, isUnset, type SettingRow } from './row.js';
import { scriptText } from './script-text.js';
import { humanised } from './wording.js';

const SCRIPT = /scriptContent$/i;

/** A row for every property that holds something, in the order of the object. */
export function propertyRows(value: unknown, path = '', labels: readonly string[] = []): SettingRow[] {
  if (isUnset(value) || labels.length > DEEPEST) return [];
  if (Array.isArray(value)) return listRows(value, path, labels);
  if (!isObject(value)) return [row(path, labels, value)];
  return Object.entries(value)
    .filter(([key]) => !isControlInformation(key))
    .flatMap(([key, entry]) => {
      const below = path === '' ? key : `${path}.${key}`;
      const named = [...labels, humanised(key)];
      if (SCRIPT.test(key) && typeof entry === 'string') return [row(below, named, scriptText(entry))];
      return propertyRows(entry, below, named);
    });
}

function listRows(list: readonly unknown[], path: string, labels: readonly string[]): SettingRow[] {
  if (list.every(isScalar)) return [row(path, labels, list)];
  return list.flatMap((entry, index) =>
    propertyRows(entry, `${path}[${index}]`, [...labels, nameOfEntry(entry) ?? String(index + 1)]),
  );
}

/** Entries that carry a name are known by it: a custom setting, a localised message. */
function nameOfEntry(entry: unknown): string | undefined {
  if (!isObject(entry)) return undefined;
  const name = [entry.displayName, entry.name, entry.locale].find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? name : undefined;
}

function row(path: string, labels: readonly string[], value: unknown): SettingRow {
  return { path, label: labels.join(' › '), labelFrom: 'identifier', value };
}
