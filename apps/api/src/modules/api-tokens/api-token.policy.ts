import { isCapability } from '@tenantatlas/access';
import type { Grant, Principal } from '../../platform/access/index.js';

/** What somebody wants a token to be. */
export interface TokenWish {
  readonly name: string;
  readonly capabilities: readonly string[];
  readonly expiresAt: Date;
}

/** Why a token is not made, each with words in api-token-words.ts. */
export type TokenProblem =
  | { readonly code: 'token_needs_a_person' }
  | { readonly code: 'token_name_invalid' }
  | { readonly code: 'token_without_capability' }
  | { readonly code: 'token_exceeds_own_access'; readonly capabilities: readonly string[] }
  | { readonly code: 'token_expiry_out_of_range' };

export const LONGEST_NAME = 100;
const LONGEST_LIFE_MS = 366 * 86_400_000;

/** What stands against making this token, or null. A token never allows more than its maker may do. */
export function problemWith(wish: TokenWish, principal: Principal, grant: Grant, now: Date): TokenProblem | null {
  // A token that makes tokens could outlive its own revocation.
  if (principal.kind === 'token') return { code: 'token_needs_a_person' };
  const length = wish.name.trim().length;
  if (length === 0 || length > LONGEST_NAME) return { code: 'token_name_invalid' };
  if (wish.capabilities.length === 0) return { code: 'token_without_capability' };
  const excess = wish.capabilities.filter((name) => !isCapability(name) || !grant.capabilities.has(name));
  if (excess.length > 0) return { code: 'token_exceeds_own_access', capabilities: excess };
  const life = wish.expiresAt.getTime() - now.getTime();
  return life > 0 && life <= LONGEST_LIFE_MS ? null : { code: 'token_expiry_out_of_range' };
}

/** Whose tokens somebody may see and revoke: all of the workspace, their own, or none. */
export function tokensWithinReach(grant: Grant): 'all' | 'own' | 'none' {
  if (grant.capabilities.has('tokens.manage_all')) return 'all';
  return grant.capabilities.has('tokens.manage') ? 'own' : 'none';
}
