import type { Locale } from '@tenantatlas/ops-ux';
import type { TokenProblem } from './api-token.policy.js';

/** Why a token was not made, in operator words. Only names of capabilities go in, which are ours. */
export function tokenProblemMessage(problem: TokenProblem, locale: Locale): string {
  switch (problem.code) {
    case 'token_needs_a_person':
      return locale === 'de'
        ? 'Ein API-Token kann kein weiteres erstellen. Melden Sie sich dafür an.'
        : 'An API token cannot make another one. Sign in to make it.';
    case 'token_name_invalid':
      return locale === 'de'
        ? 'Geben Sie dem Token einen Namen mit höchstens 100 Zeichen.'
        : 'Give the token a name of at most 100 characters.';
    case 'token_without_capability':
      return locale === 'de' ? 'Wählen Sie mindestens eine Berechtigung.' : 'Choose at least one capability.';
    case 'token_exceeds_own_access': {
      const names = problem.capabilities
        .filter((name) => /^[a-z_.]{1,40}$/.test(name))
        .slice(0, 5)
        .join(', ');
      return locale === 'de'
        ? `Ein Token darf nicht mehr als Sie selbst${names && ` (es fehlt: ${names})`}.`
        : `A token may not do more than you may${names && ` (you lack: ${names})`}.`;
    }
    case 'token_expiry_out_of_range':
      return locale === 'de'
        ? 'Wählen Sie ein Ablaufdatum in der Zukunft, höchstens ein Jahr entfernt.'
        : 'Choose an expiry in the future, at most one year away.';
  }
}
