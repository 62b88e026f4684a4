import { canonicalJson } from './canonical-json.js';
import type { FamilyCollection, PolicyFamily, PolicyItem } from './family.js';
import { isObject } from './odata.js';

/** The operator's name of an item; the family's own name for an object without one; else the id, else ''. Never throws. */
export function nameOf(family: PolicyFamily, item: PolicyItem): string {
  if (family.kind === 'single') return family.label.en;
  const name = item[family.nameField];
  if (typeof name === 'string' && name !== '') return name;
  return typeof item.id === 'string' ? item.id : '';
}

/**
 * What identifies the same policy in another tenant, as canonical JSON of the values of the family's key fields.
 * Several policies of one tenant may share a key: Graph does not require names to be unique.
 */
export function crossTenantKeyOf(family: PolicyFamily, item: PolicyItem): string {
  return canonicalJson(family.crossTenantKey.map((path) => keyPart(valueAt(item, path))));
}

/**
 * The item with its `@odata.type`. Graph leaves the type out where a collection holds one type only, yet platform and
 * identity depend on it.
 */
export function withType(collection: FamilyCollection, item: PolicyItem): PolicyItem {
  if (item['@odata.type'] !== undefined || collection.odataType === undefined) return item;
  return { '@odata.type': collection.odataType, ...item };
}

function valueAt(item: PolicyItem, path: string): unknown {
  // `@odata.type` holds a dot of its own.
  if (path in item) return item[path];
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), item);
}

function keyPart(value: unknown): unknown {
  return value === undefined || value === '' ? null : value;
}
