import { canonicalJson } from '../canonical-json.js';
import type { CanonicalItem } from './normalise.js';

/** Which policies of two sides are the same one. Every policy stands in exactly one of the lists. */
export interface Matches {
  readonly pairs: readonly (readonly [CanonicalItem, CanonicalItem])[];
  readonly missing: readonly CanonicalItem[];
  readonly unexpected: readonly CanonicalItem[];
}

type Rule = (one: CanonicalItem, two: CanonicalItem) => boolean;

/** Pairs the policies of one family: the surest sign first, so that a weaker one never takes a policy away from it. */
export function matchItems(base: readonly CanonicalItem[], other: readonly CanonicalItem[]): Matches {
  const contents = new Map([...base, ...other].map((item) => [item, canonicalJson(item.settings)]));
  const names = { base: new Set(base.map(({ name }) => name)), other: new Set(other.map(({ name }) => name)) };
  const sameContent: Rule = (one, two) => contents.get(one) === contents.get(two);
  const sameId: Rule = (one, two) => one.id !== undefined && one.id === two.id;
  const sameKey: Rule = (one, two) => one.key === two.key;
  const renamed: Rule = (one, two) => !names.other.has(one.name) && !names.base.has(two.name);
  const rules: readonly Rule[] = [
    (one, two) => sameId(one, two) && one.name === two.name && sameContent(one, two),
    (one, two) => sameKey(one, two) && sameContent(one, two),
    (one, two) => sameId(one, two) && one.name === two.name,
    (one, two) => sameId(one, two) && renamed(one, two),
    sameKey,
    (one, two) => renamed(one, two) && sameContent(one, two) && Object.keys(one.settings).length > 0,
    sameId,
  ];
  const left = sorted(base, contents);
  const right = sorted(other, contents);
  const pairs: (readonly [CanonicalItem, CanonicalItem])[] = [];
  for (const rule of rules) {
    for (const one of [...left]) {
      const candidates = right.filter((two) => rule(one, two));
      const two = candidates.length > 1 ? mostAlike(one, candidates) : candidates[0];
      if (two === undefined) continue;
      left.splice(left.indexOf(one), 1);
      right.splice(right.indexOf(two), 1);
      pairs.push([one, two]);
    }
  }
  return { pairs, missing: left, unexpected: right };
}

function sorted(items: readonly CanonicalItem[], contents: ReadonlyMap<CanonicalItem, string>): CanonicalItem[] {
  return items
    .map((item) => [canonicalJson([item.name, item.key, item.id ?? '', contents.get(item) ?? '']), item] as const)
    .sort(([one], [two]) => (one < two ? -1 : one > two ? 1 : 0))
    .map(([, item]) => item);
}

function mostAlike(item: CanonicalItem, candidates: readonly CanonicalItem[]): CanonicalItem | undefined {
  const parts = new Set(Object.entries(item.settings).map((part) => canonicalJson(part)));
  const likeness = (one: CanonicalItem) =>
    Object.entries(one.settings).filter((part) => parts.has(canonicalJson(part))).length;
  return candidates.reduce((best, one) => (likeness(one) > likeness(best) ? one : best));
}
