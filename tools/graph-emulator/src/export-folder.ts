import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  LOOKUP_FAMILIES,
  POLICY_FAMILIES,
  readExport,
  type ExportedItem,
  type PolicyItem,
  type ReadExport,
  type SubResource,
} from '@tenantatlas/drift';
import { idFrom } from './generator/random.js';
import type { SourceFile, TenantContent } from './tenant.js';

/** Serves what an export folder holds. The same folder gives the same ids at every start. */
export function readExportFolder(folder: string): TenantContent {
  const found = readExport(filesIn(folder).map((path) => ({ path, bytes: readFileSync(join(folder, path)) })));
  const exported = [...found.items, ...found.lookups];
  const collections = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].flatMap(({ kind, collections: declared }) =>
    declared.map(({ path, subResources }) => {
      const items = exported.filter(({ collection }) => collection === path);
      return [path, kind === 'single' ? items.map(({ item }) => item) : withIds(items, subResources)] as const;
    }),
  );
  return { origin: 'export', collections: new Map(collections), files: dispositionsOf(found) };
}

/** Every regular file, by its path with `/`, in an order that does not depend on the file system. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/**
 * Graph knows each id once. An item without an id, or with one that another file had before it (real exports hold
 * such copies), is given one made from its file's place, so that none is lost.
 */
function withIds(exported: readonly ExportedItem[], subResources: readonly SubResource[]): readonly PolicyItem[] {
  const taken = new Set<unknown>();
  return withoutRepeatedReferences(exported).map(({ item, file }) => {
    const isOwn = item.id !== undefined && !taken.has(item.id);
    const identified: PolicyItem = isOwn ? item : { ...item, id: idFrom('export', file) };
    taken.add(identified.id);
    return withEntryIds(identified, subResources);
  });
}

/** Lists that are read entry by entry need ids, which some tools strip. */
function withEntryIds(item: PolicyItem, subResources: readonly SubResource[]): PolicyItem {
  return subResources
    .filter(({ nested }) => nested.length > 0)
    .reduce<PolicyItem>((whole, { path, into = path }) => {
      const list = whole[into];
      if (!Array.isArray(list)) return whole;
      const entries = list.map((entry: PolicyItem, index) => ({ id: idFrom(String(whole.id), into, index), ...entry }));
      return { ...whole, [into]: entries };
    }, item);
}

/** A migration table names groups again that have a file of their own: the file says more. */
function withoutRepeatedReferences(exported: readonly ExportedItem[]): readonly ExportedItem[] {
  const isReference = ({ file }: ExportedItem) => /(^|\/)MigrationTable\.json$/i.test(file);
  const described = new Set(exported.filter((entry) => !isReference(entry)).map(({ item }) => item.id));
  return exported.filter((entry) => !isReference(entry) || !described.has(entry.item.id));
}

function dispositionsOf(found: ReadExport): readonly SourceFile[] {
  const files = new Map<string, SourceFile>();
  const add = (entry: SourceFile) => files.set(entry.file, entry);
  for (const { file, family } of found.items) add({ file, disposition: 'policy', family: family.key });
  for (const { file, family } of found.lookups) add({ file, disposition: 'lookup', family: family.key });
  for (const { file, reason } of [...found.unreadable, ...found.unknown]) add({ file, disposition: reason });
  for (const { file } of found.ignored) add({ file, disposition: 'ignored' });
  return [...files.values()].toSorted((one, other) => (one.file < other.file ? -1 : 1));
}
