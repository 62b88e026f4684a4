import { fastifyCookie } from '@fastify/cookie';
import type { ShownCredentials } from '../../platform/access/index.js';
import { isApiToken } from './secrets.js';

/** What to look up: a session's secret or a token; null where nothing usable was shown. */
export type Presented = { readonly kind: 'session' | 'token'; readonly secret: string } | null;

/** With the `__Host-` prefix a browser takes the cookie from this very origin over TLS only. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-ta_session' : 'ta_session';
}

const BEARER = /^Bearer +(\S+)$/i;

/** Reads what a request shows. An Authorization header decides alone: who sends a wrong token is nobody. */
export function presentedBy(shown: ShownCredentials, secure: boolean): Presented {
  if (shown.authorization) {
    const token = BEARER.exec(shown.authorization)?.[1];
    return token !== undefined && isApiToken(token) ? { kind: 'token', secret: token } : null;
  }
  const secret = fastifyCookie.parse(shown.cookie ?? '')[sessionCookieName(secure)];
  return secret && secret.length < 100 ? { kind: 'session', secret } : null;
}
