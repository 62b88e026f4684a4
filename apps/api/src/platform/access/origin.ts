/**
 * Whether a browser's request comes from our own pages. What sends no Origin is no browser's cross-site request; a
 * proxy may change the Host, so a configured public origin counts as ours too.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, publicOrigin?: string): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const shown = new URL(origin);
  if (publicOrigin !== undefined && shown.origin === new URL(publicOrigin).origin) return true;
  return shown.host === host?.toLowerCase() && /^https?:$/.test(shown.protocol);
}
