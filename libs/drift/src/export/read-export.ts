import { familyOfCollection, familyOfODataType, type CollectionOfFamily } from '../families.js';
import type { PolicyFamily, PolicyItem } from '../family.js';
import { isObject } from '../odata.js';
import { decodeJson } from './decode-json.js';
import { collectionOfFolder } from './folder-kinds.js';

/** One file of an export, its path relative to the export with `/` between the parts. */
export interface ExportFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** One object of an export, as the file holds it: nothing added, nothing taken away. */
export interface ExportedItem {
  readonly family: PolicyFamily;
  /** The collection it came from: `deviceManagement/configurationPolicies`. */
  readonly collection: string;
  readonly file: string;
  readonly item: PolicyItem;
}

/** A file that holds no object, with the reason code under which it becomes a gap. */
export interface UnusedFile {
  readonly file: string;
  readonly reason: 'unreadable_file' | 'unknown_file_kind';
}

/**
 * What an export holds. Each file stands in exactly one list, except for a migration table, which gives a lookup for
 * every object that it names.
 */
export interface ReadExport {
  readonly items: readonly ExportedItem[];
  readonly lookups: readonly ExportedItem[];
  /** JSON that is damaged, or in a policy's place without being an object. */
  readonly unreadable: readonly UnusedFile[];
  /** JSON of a kind that no family stands for: a report, an application. */
  readonly unknown: readonly UnusedFile[];
  /** Files beside the configuration: a licence, a picture, a script's own text. */
  readonly ignored: readonly { readonly file: string }[];
}

/** Reads an export of IntuneCD, IntuneManagement, or any mixture of folders of theirs. Never throws on any bytes. */
export function readExport(files: readonly ExportFile[]): ReadExport {
  const found: Mutable = { items: [], lookups: [], unreadable: [], unknown: [], ignored: [] };
  for (const file of files) sort(file, found);
  return found;
}

type Mutable = { -readonly [K in keyof ReadExport]: ReadExport[K][number][] };

function sort({ path, bytes }: ExportFile, found: Mutable): void {
  if (!/\.json$/i.test(path)) {
    found.ignored.push({ file: path });
    return;
  }
  const content = decoded(bytes);
  if (content === undefined) {
    found.unreadable.push({ file: path, reason: 'unreadable_file' });
    return;
  }
  if (isMigrationTable(path, content)) {
    const named = namedBy(content, path);
    if (named.length > 0) found.lookups.push(...named);
    else found.ignored.push({ file: path });
    return;
  }
  const of = kindOf(path, content);
  if (of === undefined) {
    found.unknown.push({ file: path, reason: 'unknown_file_kind' });
    return;
  }
  if (!isObject(content) || !isWhole(of, content)) {
    found.unreadable.push({ file: path, reason: 'unreadable_file' });
    return;
  }
  const item = { family: of.family, collection: of.collection.path, file: path, item: content };
  (of.family.kind === 'lookup' ? found.lookups : found.items).push(item);
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decodeJson(bytes);
  } catch {
    return undefined;
  }
}

/**
 * A type that stands for one collection says most, then the folder, then a type that is one of many of a collection.
 * IntuneCD ends a file's name with the type, which helps where the object lost its own.
 */
function kindOf(path: string, content: unknown): CollectionOfFamily | undefined {
  const type = isObject(content) ? content['@odata.type'] : undefined;
  const ofType = typeof type === 'string' ? familyOfODataType(type) : undefined;
  if (ofType !== undefined && isTheOnlyType(ofType)) return ofType;
  const folder = collectionOfFolder(path);
  if (folder !== undefined) return familyOfCollection(ofTheNewerKind(folder, content) ?? folder);
  const ofName = familyOfODataType(typeInName(path));
  return ofType ?? (ofName !== undefined && isTheOnlyType(ofName) ? ofName : undefined);
}

/** IntuneCD keeps both kinds of compliance policies in one folder; only the older has a `displayName`. */
function ofTheNewerKind(collectionPath: string, content: unknown): string | undefined {
  if (collectionPath !== 'deviceManagement/deviceCompliancePolicies' || !isObject(content)) return undefined;
  return content.displayName === undefined && typeof content.name === 'string'
    ? 'deviceManagement/compliancePolicies'
    : undefined;
}

function isTheOnlyType({ collection }: CollectionOfFamily): boolean {
  return collection.odataType !== undefined;
}

function typeInName(path: string): string {
  return path.slice(path.lastIndexOf('_') + 1).replace(/\.json$/i, '');
}

/** An object without its name could never be found again, so it is no policy that can be captured. */
function isWhole({ family }: CollectionOfFamily, content: PolicyItem): boolean {
  if (family.kind === 'single') return true;
  const name = content[family.nameField];
  return typeof name === 'string' && name !== '';
}

interface MigrationTable {
  readonly Objects: readonly unknown[];
}

/** IntuneManagement lists the groups that its policies name, so that another tenant can be given the same. */
function isMigrationTable(path: string, content: unknown): content is MigrationTable {
  return /(^|\/)MigrationTable\.json$/i.test(path) && isObject(content) && Array.isArray(content.Objects);
}

function namedBy(table: MigrationTable, file: string): ExportedItem[] {
  const of = familyOfCollection('groups');
  if (of === undefined) return [];
  return table.Objects.flatMap((entry) => {
    if (!isObject(entry) || entry.Type !== 'Group') return [];
    if (typeof entry.Id !== 'string' || typeof entry.DisplayName !== 'string') return [];
    const item = { id: entry.Id, displayName: entry.DisplayName };
    return [{ family: of.family, collection: of.collection.path, file, item }];
  });
}
