import type { PolicyFamily } from '../family.js';
import { assignmentChanges, settingChanges, type References } from './changes.js';
import { matchItems } from './match.js';
import type { CanonicalItem } from './normalise.js';
import type { CoverageGap, DriftItem, DriftKind, DriftReport } from './report.js';
import { severityOf } from './severity.js';

/** What each side read at all. A gap is never a deletion. */
export interface Coverage {
  readonly base: SideCoverage;
  readonly other: SideCoverage;
  readonly references: References;
}

export interface SideCoverage {
  /** Whether the side read this family, even if there was nothing in it. */
  readonly covers: (family: PolicyFamily) => boolean;
  /** Why this policy of the opposite side could not be looked for, or undefined where it could. */
  readonly gapFor: (item: CanonicalItem) => string | undefined;
}

type Outcome = { readonly item: DriftItem } | { readonly gap: CoverageGap } | 'unchanged';

/** How the other side differs from the base. The same inputs, in any order, give the same report. */
export function compare(
  base: readonly CanonicalItem[],
  other: readonly CanonicalItem[],
  coverage: Coverage,
): DriftReport {
  const families = [...new Map([...base, ...other].map(({ family }) => [family.key, family])).values()];
  const outcomes = families
    .sort((one, two) => (one.key < two.key ? -1 : 1))
    .flatMap((family) => {
      const of = (items: readonly CanonicalItem[]) => items.filter((item) => item.family.key === family.key);
      return compareFamily(family, of(base), of(other), coverage);
    });
  return {
    items: outcomes.flatMap((outcome) => (typeof outcome === 'object' && 'item' in outcome ? [outcome.item] : [])),
    unchanged: outcomes.filter((outcome) => outcome === 'unchanged').length,
    notCovered: outcomes.flatMap((outcome) => (typeof outcome === 'object' && 'gap' in outcome ? [outcome.gap] : [])),
  };
}

function compareFamily(
  family: PolicyFamily,
  base: readonly CanonicalItem[],
  other: readonly CanonicalItem[],
  coverage: Coverage,
): Outcome[] {
  if (!coverage.base.covers(family)) return [familyGap(family, 'baseline', other.length)];
  if (!coverage.other.covers(family)) return [familyGap(family, 'other side', base.length)];
  const { pairs, missing, unexpected } = matchItems(base, other);
  const outcomes = [
    ...pairs.map(([one, two]) => ({ name: two.name, outcome: comparePair(one, two, coverage.references) })),
    ...missing.map((one) => ({ name: one.name, outcome: alone(one, 'MISSING', coverage.other.gapFor(one)) })),
    ...unexpected.map((one) => ({ name: one.name, outcome: alone(one, 'UNEXPECTED', coverage.base.gapFor(one)) })),
  ];
  return outcomes.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map(({ outcome }) => outcome);
}

function familyGap(family: PolicyFamily, side: string, count: number): Outcome {
  const message = `The ${side} holds nothing of ${family.label.en}; ${count} could not be compared.`;
  return { gap: { family: family.key, item: null, reasonCode: 'family_not_captured', message } };
}

function alone(item: CanonicalItem, kind: DriftKind, gap: string | undefined): Outcome {
  if (gap !== undefined) {
    const message = `${item.name} could not be read on the other side, so nothing is known of it there.`;
    return { gap: { family: item.family.key, item: item.name, reasonCode: gap, message } };
  }
  return { item: driftItem(item, kind, []) };
}

function comparePair(base: CanonicalItem, other: CanonicalItem, references: References): Outcome {
  const absent = [...base.absentParts, ...other.absentParts].filter(
    (part) => part in base.settings || part in other.settings,
  );
  const changes = settingChanges(without(base, absent), without(other, absent), references);
  const oneSided =
    (base.assignments === undefined && (other.assignments?.length ?? 0) > 0) ||
    (other.assignments === undefined && (base.assignments?.length ?? 0) > 0);
  if (!oneSided) changes.push(...assignmentChanges(base.assignments ?? [], other.assignments ?? [], references));
  const uncovered = [...(oneSided ? ['assignments'] : []), ...absent];
  const reason = uncovered.length === 0 ? null : `Captured on one side only, so not compared: ${uncovered.join(', ')}.`;
  const renamed = base.name !== other.name;
  if (renamed || changes.length > 0) {
    const item = driftItem(other, renamed ? 'RENAMED' : 'CHANGED', changes, reason);
    return { item: { ...item, renamedFrom: renamed ? base.name : null } };
  }
  if (reason === null) return 'unchanged';
  const reasonCode = `${uncovered[0] ?? ''}_not_captured`;
  return { gap: { family: other.family.key, item: other.name, reasonCode, message: reason } };
}

function without(item: CanonicalItem, parts: readonly string[]): CanonicalItem {
  if (parts.length === 0) return item;
  const settings = Object.fromEntries(Object.entries(item.settings).filter(([key]) => !parts.includes(key)));
  return { ...item, settings };
}

function driftItem(
  item: CanonicalItem,
  kind: DriftKind,
  changes: DriftItem['changes'],
  reason: string | null = null,
): DriftItem {
  const severity = severityOf(item.family.key, kind, changes);
  return { family: item.family.key, name: item.name, kind, renamedFrom: null, severity, changes, reason };
}
