import type { PolicyItem } from '../family.js';
import { isObject } from '../odata.js';
import { labelOfDefinition } from './wording.js';

/** Names of settings and of their options, by id, as far as the policy carries its definitions with it. */
export type Definitions = ReadonlyMap<string, string>;

/** From `settings[].settingDefinitions`, which Graph adds on request and some exports hold. */
export function definitionsIn(item: PolicyItem): Definitions {
  const settings: readonly unknown[] = Array.isArray(item.settings) ? item.settings : [];
  const definitions = settings.flatMap((setting) => listIn(setting, 'settingDefinitions'));
  const named = [...definitions, ...definitions.flatMap((definition) => listIn(definition, 'options'))];
  return new Map(
    named.flatMap((entry): [string, string][] => {
      const id = entry.id ?? entry.itemId;
      return typeof id === 'string' && typeof entry.displayName === 'string' ? [[id, entry.displayName]] : [];
    }),
  );
}

export function labelled(
  id: string,
  definitions: Definitions,
): { readonly label: string; readonly labelFrom: 'definition' | 'identifier' } {
  const given = definitions.get(id);
  if (given !== undefined) return { label: given, labelFrom: 'definition' };
  return { label: labelOfDefinition(id), labelFrom: 'identifier' };
}

function listIn(owner: unknown, key: string): Record<string, unknown>[] {
  const list = isObject(owner) ? owner[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
