import { POLICY_FAMILIES } from '@tenantatlas/drift';
import type { Locale } from '@tenantatlas/ops-ux';
import { isNamePattern, MOST_PATTERNS } from './name-scope.js';

/** What a baseline profile may be given. */
export interface ProfileDetails {
  readonly name: string;
  readonly families: readonly string[];
  readonly includeNames: readonly string[];
  readonly excludeNames: readonly string[];
}

export type ProfileProblem =
  | 'baseline_name_invalid'
  | 'baseline_name_taken'
  | 'family_unknown'
  | 'name_pattern_invalid'
  | 'baseline_not_consumable';

/** Checks and tidies what was given, or names the first thing that is wrong with it. */
export function checkProfile(details: ProfileDetails): ProfileDetails | { readonly problem: ProfileProblem } {
  const name = details.name.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > 120) return { problem: 'baseline_name_invalid' };
  const families = unique(details.families);
  if (families.some((key) => !POLICY_FAMILIES.some((family) => family.key === key))) {
    return { problem: 'family_unknown' };
  }
  const includeNames = unique(details.includeNames.map((pattern) => pattern.trim()));
  const excludeNames = unique(details.excludeNames.map((pattern) => pattern.trim()));
  const isTooMany = includeNames.length > MOST_PATTERNS || excludeNames.length > MOST_PATTERNS;
  if (isTooMany || ![...includeNames, ...excludeNames].every(isNamePattern)) return { problem: 'name_pattern_invalid' };
  return { name, families, includeNames, excludeNames };
}

const WORDS: Readonly<Record<ProfileProblem, Readonly<Record<Locale, string>>>> = {
  baseline_name_invalid: {
    en: 'Give the baseline a name of up to 120 characters.',
    de: 'Geben Sie der Baseline einen Namen mit höchstens 120 Zeichen.',
  },
  baseline_name_taken: {
    en: 'A baseline of this name exists already. Choose another name.',
    de: 'Eine Baseline dieses Namens gibt es bereits. Wählen Sie einen anderen Namen.',
  },
  family_unknown: {
    en: 'One of these policy families is not known. Choose from the list of families.',
    de: 'Eine dieser Richtlinienfamilien ist nicht bekannt. Wählen Sie aus der Liste der Familien.',
  },
  name_pattern_invalid: {
    en: 'Give up to 50 name patterns of up to 200 characters each, with up to 5 asterisks that stand for any text.',
    de: 'Geben Sie bis zu 50 Namensmuster mit je höchstens 200 Zeichen an, darin bis zu 5 Sternchen für beliebigen Text.',
  },
  baseline_not_consumable: {
    en: 'This snapshot is not whole, so it cannot be the active one. Capture the baseline again.',
    de: 'Dieser Snapshot ist nicht vollständig und kann daher nicht der aktive sein. Erfassen Sie die Baseline erneut.',
  },
};

/** What is wrong, in operator words. */
export function profileMessage(problem: ProfileProblem, locale: Locale): string {
  return WORDS[problem][locale];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
