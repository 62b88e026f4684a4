import { familyOfCollection } from '../families.js';
import type { PolicyFamily, PolicyItem } from '../family.js';
import { crossTenantKeyOf, nameOf, withType } from '../identity.js';
import { isControlInformation, isObject, shortTypeName } from '../odata.js';
import { DEEPEST, withoutPaths } from '../paths.js';
import { isUnset } from '../rows/row.js';
import { replaceSecrets } from '../secrets.js';
import { byDeclaredType } from './declared-type.js';
import { assignmentsOf, type Assignment } from './assignments.js';
import { seal, type Fingerprint } from './sealed.js';

/** Raised whenever the same policy would come out differently; both sides of a comparison must carry the same. */
export const NORMALISER_VERSION = 1;

/** A policy with everything taken away that changes without anyone changing it. */
export interface CanonicalItem {
  readonly family: PolicyFamily;
  readonly version: number;
  readonly id: string | undefined;
  readonly name: string;
  readonly key: string;
  /** The file it came from, where it came from one. */
  readonly file: string | undefined;
  readonly settings: PolicyItem;
  /** Undefined where they were not captured. */
  readonly assignments: readonly Assignment[] | undefined;
  /** Parts of the policy that are read on their own and were not. */
  readonly absentParts: readonly string[];
  /** Names of settings and options where the source gave them; never compared. */
  readonly described: PolicyItem;
}

/** Where an item comes from: its Graph collection, and its file in an export. */
export interface ItemSource {
  readonly collection?: string;
  readonly file?: string;
}

/** The key under which the type of a nested object stands in canonical settings. */
export const KIND = '(type)';

/**
 * The canonical form of a policy: without volatile paths, control information and whatever is not set, with secrets
 * replaced by their fingerprints. Never throws on any JSON.
 */
export function normalise(
  family: PolicyFamily,
  raw: PolicyItem,
  fingerprint: Fingerprint,
  source: ItemSource = {},
): CanonicalItem {
  const typed = typedBy(source.collection, family, raw);
  const sealed = replaceSecrets(family, typed, (value) => (isUnset(value) ? value : seal(value, fingerprint)));
  const kept = withoutPaths(sealed, [...family.volatilePaths, family.nameField, 'assignments', '@odata.type']);
  const settings = pruned(byDeclaredType(withoutDefinitions(kept)), 0);
  return {
    family,
    version: NORMALISER_VERSION,
    id: typeof raw.id === 'string' && raw.id !== '' ? raw.id : undefined,
    name: nameOf(family, raw),
    key: crossTenantKeyOf(family, typed),
    file: source.file,
    settings: isObject(settings) ? settings : {},
    assignments: assignmentsOf(raw),
    absentParts: partsOf(family, source.collection).filter((part) => !(part in raw)),
    described: sealed,
  };
}

function typedBy(path: string | undefined, family: PolicyFamily, raw: PolicyItem): PolicyItem {
  const [only, ...others] = family.collections;
  const collection = path === undefined ? undefined : familyOfCollection(path)?.collection;
  const from = collection ?? (others.length === 0 ? only : undefined);
  return from === undefined ? raw : withType(from, raw);
}

function partsOf(family: PolicyFamily, path: string | undefined): string[] {
  const collections = family.collections.filter((collection) => path === undefined || collection.path === path);
  return collections.flatMap(({ subResources }) =>
    subResources.flatMap((part) => (part.into === undefined ? (part.pick ?? []) : [part.into])),
  );
}

/** Definitions say how settings are called; Microsoft rewords them. */
function withoutDefinitions(item: PolicyItem): PolicyItem {
  return withoutPaths(item, ['settings.*.settingDefinitions']);
}

/** Null, absent, '' and [] are the same; false and 0 are values. What lies deeper than any policy is left out. */
function pruned(value: unknown, depth: number): unknown {
  if (isUnset(value) || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    const entries = value.map((entry) => pruned(entry, depth + 1)).filter((entry) => entry !== undefined);
    return entries.length === 0 ? undefined : entries;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !isControlInformation(key))
    .map(([key, entry]) => [key, pruned(entry, depth + 1)] as const)
    .filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return undefined;
  const type = value['@odata.type'];
  return Object.fromEntries(
    typeof type === 'string' && depth > 0 ? [...entries, [KIND, shortTypeName(type)]] : entries,
  );
}
