import { badInput } from '../../platform/graphql/errors.js';

const LONGEST_SEARCH = 200;

/** What is searched for, or null where nothing is. BAD_USER_INPUT where it is too long. */
export function searchText(search: string | null | undefined): string | null {
  const text = search?.trim() ?? '';
  if (text.length > LONGEST_SEARCH) {
    throw badInput(`A search has at most ${String(LONGEST_SEARCH)} characters.`, 'search');
  }
  return text === '' ? null : text;
}
