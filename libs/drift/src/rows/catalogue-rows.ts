import type { PolicyItem } from '../family.js';
import { isObject } from '../odata.js';
import { DEEPEST } from '../paths.js';
import { definitionsIn, labelled, type Definitions } from './definitions.js';
import { isUnset, type SettingRow } from './row.js';

/**
 * The settings of a catalogue policy, flattened. The path of each is made of the group instances it lies in and its
 * own definition id, so that the third firewall rule does not overwrite the second.
 */
export function catalogueRows(item: PolicyItem): SettingRow[] {
  const settings: readonly unknown[] = Array.isArray(item.settings) ? item.settings : [];
  const definitions = definitionsIn(item);
  return settings.flatMap((setting) => (isObject(setting) ? rowsOf(setting.settingInstance, [], definitions) : []));
}

function rowsOf(instance: unknown, within: readonly string[], definitions: Definitions): SettingRow[] {
  if (!isObject(instance) || typeof instance.settingDefinitionId !== 'string' || within.length > DEEPEST) return [];
  const id = instance.settingDefinitionId;
  const single = instance.choiceSettingValue ?? instance.simpleSettingValue ?? instance.groupSettingValue;
  const several =
    instance.choiceSettingCollectionValue ??
    instance.simpleSettingCollectionValue ??
    instance.groupSettingCollectionValue;
  const values = (Array.isArray(several) ? several : [single]).filter(isObject);
  const own = values.map(({ value }) => optionOf(id, value, definitions)).filter((value) => !isUnset(value));
  const path = [...within, id];
  return [
    ...(own.length === 0
      ? []
      : [{ path: path.join('/'), ...labelled(id, definitions), value: Array.isArray(several) ? own : own[0] }]),
    ...values.flatMap((value, index) => {
      const group = Array.isArray(several) ? `${id}[${index}]` : id;
      const children: readonly unknown[] = Array.isArray(value.children) ? value.children : [];
      return children.flatMap((child) => rowsOf(child, [...within, group], definitions));
    }),
  ];
}

/** A choice is an option's id, which begins with the definition's: `…allowarchivescanning_1` → `1`. */
function optionOf(id: string, value: unknown, definitions: Definitions): unknown {
  if (typeof value !== 'string') return value;
  const named = definitions.get(value);
  if (named !== undefined) return named;
  return value.startsWith(`${id}_`) ? value.slice(id.length + 1) : value;
}
