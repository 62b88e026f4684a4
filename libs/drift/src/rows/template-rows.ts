import type { PolicyItem } from '../family.js';
import { isObject } from '../odata.js';
import { isUnset, type SettingRow } from './row.js';
import { humanised } from './wording.js';

/** The settings of an administrative template, by the names of its definitions and of the fields below them. */
export function administrativeTemplateRows(item: PolicyItem): SettingRow[] {
  return objectsIn(item, 'definitionValues').flatMap((value, index) => {
    const definition = isObject(value.definition) ? value.definition : {};
    const key = textOf(definition.id) ?? `definitionValues[${index}]`;
    const name = [
      textOf(definition.categoryPath)?.replace(/^\\/, '').replaceAll('\\', ' › '),
      textOf(definition.displayName),
    ]
      .filter((part) => part !== undefined)
      .join(' › ');
    const label = name === '' ? key : name;
    const labelFrom = name === '' ? ('identifier' as const) : ('definition' as const);
    return [
      { path: key, label, labelFrom, value: value.enabled === true ? 'enabled' : 'disabled' },
      ...objectsIn(value, 'presentationValues').map((field, position) => fieldRow(field, position, key, label)),
    ].filter((row) => !isUnset(row.value));
  });
}

function fieldRow(field: Record<string, unknown>, position: number, key: string, within: string): SettingRow {
  const presentation = isObject(field.presentation) ? field.presentation : {};
  const label = textOf(presentation.label);
  return {
    path: `${key}/${textOf(presentation.id) ?? `presentationValues[${position}]`}`,
    label: `${within} › ${label ?? position + 1}`,
    labelFrom: label === undefined ? 'identifier' : 'definition',
    value: Array.isArray(field.values) ? field.values.map(valueOfListEntry) : field.value,
  };
}

/** List fields hold pairs of a name and a value; the value alone where the name is not used. */
function valueOfListEntry(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  return isUnset(entry.value)
    ? entry.name
    : isUnset(entry.name)
      ? entry.value
      : `${String(entry.name)}=${String(entry.value)}`;
}

/** The settings of an endpoint security intent, category by category. */
export function intentRows(item: PolicyItem): SettingRow[] {
  return objectsIn(item, 'categories').flatMap((category) => {
    const group = textOf(category.displayName) ?? textOf(category.id) ?? '';
    return objectsIn(category, 'settings').flatMap((setting) => {
      const id = textOf(setting.definitionId);
      const value = valueOfIntent(setting);
      if (id === undefined || isUnset(value)) return [];
      const name = humanised(id.slice(id.lastIndexOf('_') + 1));
      return [
        {
          path: id,
          label: [group, name].filter((part) => part !== '').join(' › '),
          labelFrom: 'identifier' as const,
          value,
        },
      ];
    });
  });
}

function valueOfIntent({ valueJson, value }: Record<string, unknown>): unknown {
  if (typeof valueJson !== 'string') return value;
  try {
    return JSON.parse(valueJson) as unknown;
  } catch {
    return valueJson;
  }
}

function objectsIn(owner: PolicyItem, key: string): Record<string, unknown>[] {
  const list = owner[key];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
