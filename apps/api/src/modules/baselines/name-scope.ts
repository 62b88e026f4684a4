/** Which names belong to a baseline: patterns in which `*` stands for any characters, and nothing else is special. */
export interface NameScope {
  /** Empty where every name is included. */
  readonly includeNames: readonly string[];
  readonly excludeNames: readonly string[];
}

export const MOST_PATTERNS = 50;
export const LONGEST_PATTERN = 200;
const MOST_WILDCARDS = 5;

/** Whether a pattern may be stored: bounded, so that matching is quick whatever it holds. */
export function isNamePattern(pattern: string): boolean {
  const wildcards = pattern.split('*').length - 1;
  return pattern.trim() !== '' && pattern.length <= LONGEST_PATTERN && wildcards <= MOST_WILDCARDS;
}

/** Whether a policy of this name belongs to the baseline. Upper and lower case are alike. */
export function isNameInScope({ includeNames, excludeNames }: NameScope, name: string): boolean {
  const isIncluded = includeNames.length === 0 || includeNames.some((pattern) => matches(pattern, name));
  return isIncluded && !excludeNames.some((pattern) => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.trim().toLowerCase().split('*');
  const text = name.trim().toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  // The leftmost place of each middle part leaves the most room for the ones after it, so nothing is tried twice.
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
