import type { PolicyFamily, PolicyItem } from './family.js';
import { isObject, shortTypeName } from './odata.js';
import { DEEPEST, replaceAt } from './paths.js';

/** What stands in a secret's place. Its length says nothing about the secret's. */
export const MASK = '••••••••';

/** A copy of the item in which every secret is masked. Absent and empty secrets stay as they are: there is none. */
export function maskSecrets(family: PolicyFamily, item: PolicyItem): PolicyItem {
  return replaceSecrets(family, item, maskOf);
}

/** A copy of the item in which every secret is replaced. */
export function replaceSecrets(
  family: PolicyFamily,
  item: PolicyItem,
  replace: (secret: unknown) => unknown,
): PolicyItem {
  const replaced = family.secretPaths.reduce((whole, path) => replaceAt(whole, path, replace), item);
  const whole = replaceSecretSettings(replaced, replace, 0);
  return isObject(whole) ? whole : {};
}

function maskOf(value: unknown): unknown {
  return value === null || value === undefined || value === '' ? value : MASK;
}

/** Settings of the catalogue carry their own sign: a value of the type "secret". They may lie at any depth. */
function replaceSecretSettings(value: unknown, replace: (secret: unknown) => unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return MASK;
  if (Array.isArray(value)) return value.map((entry) => replaceSecretSettings(entry, replace, depth + 1));
  if (!isObject(value)) return value;
  const type = value['@odata.type'];
  const secret = typeof type === 'string' && shortTypeName(type).endsWith('SecretSettingValue');
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      secret && key === 'value' ? replace(entry) : replaceSecretSettings(entry, replace, depth + 1),
    ]),
  );
}
