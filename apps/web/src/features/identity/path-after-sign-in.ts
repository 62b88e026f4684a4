/** Where to go after signing in: only to a page of this console, whatever the address says. */
export function pathAfterSignIn(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return '/';
  const origin = 'https://console.invalid';
  const target = new URL(next, origin);
  const stays = target.origin === origin && !target.pathname.startsWith('/sign-in');
  return stays ? `${target.pathname}${target.search}${target.hash}` : '/';
}
