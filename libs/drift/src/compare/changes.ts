import { canonicalJson } from '../canonical-json.js';
import { isObject, typeNameOf } from '../odata.js';
import { rowsWithin } from '../rows/setting-rows.js';
import type { SettingRow } from '../rows/row.js';
import { aligned } from './align.js';
import type { Assignment } from './assignments.js';
import { KIND, type CanonicalItem } from './normalise.js';
import type { DriftChange } from './report.js';
import { masked } from './sealed.js';

/** The name of a group, location or filter, where the side knows it. */
export type NameOf = (id: string) => string | undefined;

/** How ids of one side are named, and whether ids mean the same on both. */
export interface References {
  readonly sameTenant: boolean;
  readonly base: NameOf;
  readonly other: NameOf;
}

/** Every setting in which two policies differ, by path. */
export function settingChanges(base: CanonicalItem, other: CanonicalItem, references: References): DriftChange[] {
  const [one, two] = aligned(
    named(base.settings, references.sameTenant ? undefined : references.base),
    named(other.settings, references.sameTenant ? undefined : references.other),
  );
  const before = byPath(rowsWithin(base.family, isObject(one) ? one : {}));
  const after = byPath(rowsWithin(base.family, isObject(two) ? two : {}));
  const type = typeChange(base, other);
  return [
    ...type,
    ...[...new Set([...before.keys(), ...after.keys()])]
      .sort()
      .filter((path) => !path.endsWith(KIND) || (before.has(path) && after.has(path)))
      .flatMap((path): DriftChange[] => {
        const old = before.get(path);
        const now = after.get(path);
        if (comparable(old?.value) === comparable(now?.value)) return [];
        const label = now?.label ?? old?.label ?? path;
        const shown = [shownBy(references.base, old?.value), shownBy(references.other, now?.value)] as const;
        const distinct = comparable(shown[0]) !== comparable(shown[1]);
        const [left, right] = distinct ? shown : [old?.value, now?.value];
        return [{ area: 'SETTINGS', path, label, before: masked(left) ?? null, after: masked(right) ?? null }];
      }),
  ];
}

function typeChange(base: CanonicalItem, other: CanonicalItem): DriftChange[] {
  const before = typeNameOf(base.described);
  const after = typeNameOf(other.described);
  if (before === undefined || after === undefined || before === after) return [];
  return [{ area: 'SETTINGS', path: '@odata.type', label: 'Type', before, after }];
}

/** Whom the policy applies to on one side and not on the other. */
export function assignmentChanges(
  base: readonly Assignment[],
  other: readonly Assignment[],
  references: References,
): DriftChange[] {
  const before = byTarget(base, references.base, references.sameTenant);
  const after = byTarget(other, references.other, references.sameTenant);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((target): DriftChange[] => {
    const old = before.get(target) ?? [];
    const now = after.get(target) ?? [];
    // The name beside an id may have changed alone: a renamed group is the same group.
    if (canonicalJson(termsOf(old)) === canonicalJson(termsOf(now))) return [];
    const [sample] = [...(after.get(target) ?? []), ...(before.get(target) ?? [])];
    const label = target.startsWith('exclusion') ? 'Excluded' : 'Included';
    const path = `assignments[${sample?.whom ?? target}]`;
    return [{ area: 'ASSIGNMENTS', path, label, before: textOf(old), after: textOf(now) }];
  });
}

interface Term {
  readonly whom: string;
  readonly terms: string;
}

function byTarget(list: readonly Assignment[], nameOf: NameOf, byId: boolean): Map<string, Term[]> {
  const targets = new Map<string, Term[]>();
  for (const { type, groupId, groupName, filter, filterMode, intent } of list) {
    const name = (groupId === undefined ? undefined : nameOf(groupId)) ?? groupName ?? groupId;
    const key = `${type}:${(byId ? (groupId ?? name) : name) ?? ''}`;
    const filterName = filter === undefined ? undefined : byId ? filter : (nameOf(filter) ?? filter);
    const terms = [filterName === undefined ? '' : `filter ${filterMode ?? ''}: ${filterName}`, intent ?? ''];
    const term = { whom: `${type}:${name ?? ''}`, terms: terms.filter((part) => part !== '').join(', ') };
    const known = targets.get(key) ?? [];
    if (!known.some((entry) => entry.terms === term.terms)) known.push({ ...term, whom: known[0]?.whom ?? term.whom });
    targets.set(
      key,
      known.toSorted((one, two) => (one.terms < two.terms ? -1 : 1)),
    );
  }
  return targets;
}

const termsOf = (list: readonly Term[]) => list.map(({ terms }) => terms);

function textOf(terms: readonly Term[]): string | null {
  if (terms.length === 0) return null;
  return terms.map(({ whom, terms: more }) => (more === '' ? whom : `${whom}, ${more}`)).join('; ');
}

/** Ids replaced by names, as far as the side knows them; across tenants an id beside a name says nothing. */
function named(value: unknown, nameOf: NameOf | undefined): unknown {
  if (nameOf === undefined) return value;
  if (typeof value === 'string') return nameOf(value) ?? value;
  if (Array.isArray(value)) return value.map((entry) => named(entry, nameOf));
  if (!isObject(value)) return value;
  const local = typeof value.displayName === 'string' && typeof value.id === 'string';
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(local && key === 'id'))
      .map(([key, entry]) => [key, named(entry, nameOf)]),
  );
}

function shownBy(nameOf: NameOf, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => shownBy(nameOf, entry));
  return typeof value === 'string' ? (nameOf(value) ?? value) : value;
}

function byPath(rows: readonly SettingRow[]): Map<string, SettingRow> {
  const found = new Map<string, SettingRow>();
  for (const row of rows) {
    const known = found.get(row.path);
    found.set(row.path, known === undefined ? row : { ...row, value: [known.value, row.value].flat() });
  }
  return found;
}

/** Lists of values are sets that may hold a value twice: order carries no meaning, number does. */
function comparable(value: unknown): string {
  if (!Array.isArray(value)) return canonicalJson(value ?? null);
  return canonicalJson(value.map((entry: unknown) => canonicalJson(entry ?? null)).sort());
}
