import type { PolicyItem } from '@tenantatlas/drift';
import { parseExpand, type Navigation } from './navigation.js';

/** The query options that the emulator understands. */
export interface Query {
  readonly top: number | undefined;
  readonly skipToken: string | undefined;
  readonly expand: Navigation;
  readonly select: readonly string[];
  readonly matches: (item: PolicyItem) => boolean;
}

/** Reads the query options of a request; undefined where Graph would answer 400. */
export function readQuery(parameters: URLSearchParams): Query | undefined {
  const top = parameters.get('$top');
  const matches = readFilter(parameters.get('$filter'));
  if (matches === undefined) return undefined;
  if (top !== null && !/^[1-9]\d{0,3}$/.test(top)) return undefined;
  return {
    top: top === null ? undefined : Number(top),
    skipToken: parameters.get('$skiptoken') ?? undefined,
    expand: parseExpand(parameters.get('$expand') ?? ''),
    select: (parameters.get('$select') ?? '').split(',').filter((name) => name !== ''),
    matches,
  };
}

const FILTER = /^(?:(?<field>\w+) eq (?<equal>.+)|startswith\((?<begins>\w+),\s*(?<start>'.*')\))$/i;

/** `field eq 'value'` and `startswith(field,'value')`, which is all that reading configuration needs. */
function readFilter(text: string | null): Query['matches'] | undefined {
  if (text === null || text === '') return () => true;
  const found = FILTER.exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const { field, equal, begins, start } = found;
  if (field !== undefined && equal !== undefined) {
    const wanted = literal(equal);
    return (item) => item[field] === wanted;
  }
  if (begins === undefined || start === undefined) return undefined;
  const prefix = String(literal(start));
  return (item) => {
    const value = item[begins];
    return typeof value === 'string' && value.startsWith(prefix);
  };
}

function literal(text: string): unknown {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text === 'true' || text === 'false') return text === 'true';
  return text === 'null' ? null : Number(text);
}

/** `$select` keeps the id and the type beside what was asked for. */
export function selected(item: PolicyItem, select: readonly string[], expand: Navigation): PolicyItem {
  if (select.length === 0) return item;
  const kept = new Set(['id', '@odata.type', ...select, ...expand.keys()]);
  return Object.fromEntries(Object.entries(item).filter(([key]) => kept.has(key)));
}
