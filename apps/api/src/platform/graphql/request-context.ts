import type { Locale } from '@tenantatlas/ops-ux';
import type { Principal, RequestOrigin } from '../access/index.js';
import type { RequestContext } from './context.js';

/** The context of one operation, over HTTP or a socket: its moment, its own loaders, and who asks. */
export function requestContext(asked: {
  principal: Principal | null;
  origin: RequestOrigin;
  locale: Locale;
}): RequestContext {
  return { ...asked, now: new Date(), loaders: new Map() };
}
