export type TokenState = 'active' | 'expired' | 'revoked';

/** Whether a token still opens anything. */
export function tokenState(token: { expiresAt: string; revokedAt: string | null }, now: number): TokenState {
  if (token.revokedAt) return 'revoked';
  return Date.parse(token.expiresAt) <= now ? 'expired' : 'active';
}

export const LIFETIMES_DAYS = [7, 30, 90, 365] as const;

/** When a token made now ends. */
export const expiryAfter = (days: number, now: number): string => new Date(now + days * 86_400_000).toISOString();
