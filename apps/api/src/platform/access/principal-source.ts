import type { Principal } from './principal.js';

/** What a request shows to say who it is; over HTTP from its headers, over a socket from its connection parameters. */
export interface ShownCredentials {
  /** The whole Cookie header. */
  readonly cookie?: string | null;
  /** The whole Authorization header. Where it is given, no cookie is looked at. */
  readonly authorization?: string | null;
}

/** Port to whoever knows people and tokens; the identity module implements it. */
export abstract class PrincipalSource {
  /** The principal as the database knows it now; null where the credentials are missing, wrong, expired or revoked. */
  abstract authenticate(shown: ShownCredentials): Promise<Principal | null>;

  /** The same principals as they are now, by credential id; who is missing has lost access. A fixed number of queries. */
  abstract revalidate(principals: readonly Principal[]): Promise<ReadonlyMap<string, Principal>>;
}
