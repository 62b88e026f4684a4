import { isControlInformation, type FamilyCollection, type PolicyItem, type SubResource } from '@tenantatlas/drift';

/**
 * The properties that Graph leaves out unless they are asked for, and below each the same again. Written as in
 * `$expand`: `scheduledActionsForRule($expand=scheduledActionConfigurations)`.
 */
export type Navigation = ReadonlyMap<string, Navigation>;

const NONE: Navigation = new Map();

/** Reads a `$expand` value. Options other than a nested `$expand` are accepted and ignored. */
export function parseExpand(text: string): Navigation {
  return new Map(
    splitOutsideParentheses(text, ',').map((part) => {
      const open = part.indexOf('(');
      if (open < 0) return [part, NONE];
      const options = splitOutsideParentheses(part.slice(open + 1, part.lastIndexOf(')')), ';');
      const nested = options.find((option) => option.startsWith('$expand='));
      return [part.slice(0, open).trim(), nested === undefined ? NONE : parseExpand(nested.slice('$expand='.length))];
    }),
  );
}

/** Everything that can be navigated to from an item of a collection. */
export function navigationOf(collection: FamilyCollection): Navigation {
  return merge(parseExpand(collection.expand.join(',')), navigationOfLists(collection.subResources));
}

function navigationOfLists(subResources: readonly SubResource[]): Navigation {
  return new Map(
    subResources
      .filter(({ kind }) => kind === 'collection')
      .map((list) => [
        list.into ?? list.path,
        merge(parseExpand(list.expand.join(',')), navigationOfLists(list.nested)),
      ]),
  );
}

function merge(one: Navigation, other: Navigation): Navigation {
  const names = new Set([...one.keys(), ...other.keys()]);
  return new Map([...names].map((name) => [name, merge(one.get(name) ?? NONE, other.get(name) ?? NONE)]));
}

/** The item with only those navigation properties that were asked for. */
export function project(item: PolicyItem, navigation: Navigation, expand: Navigation): PolicyItem {
  const entries = Object.entries(item).flatMap(([key, value]): [string, unknown][] => {
    const owner = isControlInformation(key) ? key.slice(0, key.indexOf('@')) : key;
    const below = navigation.get(owner);
    if (below === undefined) return [[key, value]];
    const asked = expand.get(owner);
    if (asked === undefined) return [];
    return [[key, owner === key ? projectValue(value, below, asked) : value]];
  });
  return Object.fromEntries(entries);
}

function projectValue(value: unknown, navigation: Navigation, expand: Navigation): unknown {
  if (Array.isArray(value)) return value.map((entry) => projectValue(entry, navigation, expand));
  if (typeof value !== 'object' || value === null) return value;
  return project(value as PolicyItem, navigation, expand);
}

function splitOutsideParentheses(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  for (let end = 0; end <= text.length; end += 1) {
    const character = text[end];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (end < text.length && (character !== separator || depth !== 0)) continue;
    parts.push(text.slice(begin, end));
    begin = end + 1;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
