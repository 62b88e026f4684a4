import type { ExportedItem, ReadExport } from '../export/read-export.js';
import { nameOf } from '../identity.js';
import type { NameOf } from './changes.js';
import { compare, type SideCoverage } from './compare.js';
import { normalise } from './normalise.js';
import type { CoverageGap, DriftReport } from './report.js';
import type { Fingerprint } from './sealed.js';

/** A report, and the files of each side that could not be read. */
export interface ExportReport extends DriftReport {
  readonly gaps: { readonly base: readonly FileGap[]; readonly other: readonly FileGap[] };
}

export type FileGap = Pick<CoverageGap, 'reasonCode' | 'message'> & { readonly file: string };

/** Compares two exports, each of one tenant. */
export function compareExports(base: ReadExport, other: ReadExport, fingerprint: Fingerprint): ExportReport {
  const items = (side: ReadExport) =>
    side.items.map(({ family, item, collection, file }) => normalise(family, item, fingerprint, { collection, file }));
  const references = { sameTenant: isSameTenant(base, other), base: namesOf(base), other: namesOf(other) };
  const report = compare(items(base), items(other), {
    base: coverageOf(base),
    other: coverageOf(other),
    references,
  });
  return { ...report, gaps: { base: gapsOf(base), other: gapsOf(other) } };
}

/** An export has no folder for what was not captured, and none for what was empty: it covers what it holds. */
function coverageOf(side: ReadExport): SideCoverage {
  const families = new Set(side.items.map(({ family }) => family.key));
  const unread = new Map(side.unreadable.map(({ file, reason }) => [tailOf(file), reason]));
  return {
    covers: ({ key }) => families.has(key),
    gapFor: ({ file }) => (file === undefined ? undefined : unread.get(tailOf(file))),
  };
}

/** Folder and name: above those, exports lie where their owners put them. */
function tailOf(file: string): string {
  return file.split('/').slice(-2).join('/').toLowerCase();
}

function namesOf(side: ReadExport): NameOf {
  const names = new Map(side.lookups.flatMap(({ family, item }) => entryOf(nameOf(family, item), item.id)));
  return (id) => names.get(id);
}

function entryOf(name: string, id: unknown): [string, string][] {
  // Short ids, such as those of scope tags, could be any value.
  return typeof id === 'string' && UUID.test(id) ? [[id, name]] : [];
}

const UUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;

/** Ids are random: one in common means one tenant. Built-in roles and strengths have the same ids everywhere. */
function isSameTenant(base: ReadExport, other: ReadExport): boolean {
  const known = new Set(idsOf(base));
  return idsOf(other).some((id) => known.has(id));
}

function idsOf({ items, lookups }: ReadExport): string[] {
  const own = (entry: ExportedItem) => !['roles', 'authentication_strengths'].includes(entry.family.key);
  return [...items, ...lookups]
    .filter(own)
    .flatMap(({ item: { id } }) =>
      typeof id === 'string' && UUID.test(id) && !id.startsWith('00000000-') ? [id] : [],
    );
}

function gapsOf(side: ReadExport): FileGap[] {
  const words = {
    unreadable_file: 'The file cannot be read as JSON of a policy.',
    unknown_file_kind: 'No known kind of policy is stored like this.',
  };
  return [...side.unreadable, ...side.unknown]
    .map(({ file, reason }) => ({ file, reasonCode: reason, message: words[reason] }))
    .sort((one, two) => (one.file < two.file ? -1 : 1));
}
