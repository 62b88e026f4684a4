import type { PolicyItem, PropertyPath } from './family.js';
import { isObject } from './odata.js';

/** Deeper than any policy goes; what lies below is treated as opaque, so that hostile nesting cannot end the process. */
export const DEEPEST = 100;

/** Returned by a replacement to take the property away. */
export const GONE = Symbol('gone');

/**
 * A copy in which everything that a path leads to is replaced; parts that no path leads to are shared, not copied.
 * An empty path part or one that leads nowhere changes nothing.
 */
export function replaceAt(item: PolicyItem, path: PropertyPath, replace: (value: unknown) => unknown): PolicyItem {
  const replaced = step(item, path.split('.'), replace);
  return isObject(replaced) ? replaced : item;
}

/** A copy without what the paths lead to. */
export function withoutPaths(item: PolicyItem, paths: readonly PropertyPath[]): PolicyItem {
  return paths.reduce((left, path) => replaceAt(left, path, () => GONE), item);
}

function step(value: unknown, parts: readonly string[], replace: (value: unknown) => unknown): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return replace(value);
  if (part.startsWith('*')) {
    if (!Array.isArray(value)) return value;
    const guard = /^\*\[(.+)\]$/.exec(part)?.[1];
    return value.map((entry: unknown) => (applies(entry, guard) ? step(entry, rest, replace) : entry));
  }
  if (!isObject(value) || !Object.hasOwn(value, part)) return value;
  const next = step(value[part], rest, replace);
  if (next !== GONE) return { ...value, [part]: next };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== part));
}

function applies(entry: unknown, guard: string | undefined): boolean {
  return guard === undefined || (isObject(entry) && entry[guard] === true);
}
