/** Where to go after signing in: only to a page of this console, whatever the address says. */
export function pathAfterSignIn(next: unknown): string {
  const origin = 'https://console.invalid';
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const target = new URL(next, origin);
  const stays = target.origin === origin && !target.pathname.startsWith('/sign-in');
  return stays ? `${target.pathname}${target.search}${target.hash}` : '/';
}
