import { canonicalJson } from '../canonical-json.js';
import { isObject } from '../odata.js';

/** Stands where the other side has an entry and this one has none. */
const NOTHING = {};

/** Fields that name an entry of a list, the most telling first. */
const NAMING = [
  'settingInstance',
  'omaUri',
  'settingDefinitionId',
  'definitionId',
  'definition',
  'locale',
  'ruleName',
  'name',
  'displayName',
  'id',
];

/** Both values with their lists of objects in one order, so that equal entries stand at equal places. */
export function aligned(base: unknown, other: unknown): readonly [unknown, unknown] {
  if (Array.isArray(base) && Array.isArray(other)) return alignedLists(base, other);
  if (!isObject(base) || !isObject(other)) return [base, other];
  const pairs = Object.keys(base)
    .filter((key) => key in other)
    .map((key) => [key, aligned(base[key], other[key])] as const);
  return [
    { ...base, ...Object.fromEntries(pairs.map(([key, [one]]) => [key, one])) },
    { ...other, ...Object.fromEntries(pairs.map(([key, [, two]]) => [key, two])) },
  ];
}

function alignedLists(base: readonly unknown[], other: readonly unknown[]): readonly [unknown[], unknown[]] {
  if (![...base, ...other].every(isObject)) return [[...base], [...other]];
  const left = byText(base);
  const right = byText(other);
  const pairs: [unknown, unknown][] = [];
  const take = (matches: (one: unknown, two: unknown) => boolean): void => {
    for (const one of [...left]) {
      const two = right.find((entry) => matches(one, entry));
      if (two === undefined) continue;
      left.splice(left.indexOf(one), 1);
      right.splice(right.indexOf(two), 1);
      pairs.push([one, two]);
    }
  };
  take((one, two) => canonicalJson(one) === canonicalJson(two));
  take((one, two) => nameOfEntry(one) !== undefined && nameOfEntry(one) === nameOfEntry(two));
  take((one, two) => nameOfEntry(one) === undefined && nameOfEntry(two) === undefined);
  const both = pairs.map(([one, two]) => aligned(one, two));
  return [
    [...both.map(([one]) => one), ...left, ...right.map(() => NOTHING)],
    [...both.map(([, two]) => two), ...left.map(() => NOTHING), ...right],
  ];
}

function byText(list: readonly unknown[]): unknown[] {
  return list
    .map((entry) => [canonicalJson(entry), entry] as const)
    .sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0))
    .map(([, entry]) => entry);
}

function nameOfEntry(entry: unknown): string | undefined {
  if (!isObject(entry)) return undefined;
  for (const field of NAMING) {
    const value = entry[field];
    if (typeof value === 'string') return `${field}:${value}`;
    const inner = isObject(value) ? (value.settingDefinitionId ?? value.id) : undefined;
    if (typeof inner === 'string') return `${field}:${inner}`;
  }
  return undefined;
}
