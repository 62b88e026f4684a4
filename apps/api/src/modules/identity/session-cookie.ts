import type { CookieSerializeOptions } from '@fastify/cookie';
import type { AppConfig } from '../../platform/config/index.js';

/** Whether people reach us over TLS; a certificate usually ends before us, so the public origin says it. */
export function isSecure(config: Pick<AppConfig, 'PUBLIC_ORIGIN'>): boolean {
  return config.PUBLIC_ORIGIN?.startsWith('https:') ?? false;
}

/** The cookie holds only the session's secret; no script can read it and no other site's form sends it. */
export function sessionCookieOptions(secure: boolean, expires: Date): CookieSerializeOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, expires };
}
