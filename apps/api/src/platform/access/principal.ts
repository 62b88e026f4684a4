import type { Capability } from '@tenantatlas/access';

/** What one principal may do in one workspace, as of the moment at which the request began. */
export interface Grant {
  readonly workspaceId: string;
  /** `token` where an API token acts. */
  readonly role: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** `all`, or the tenants that a limited member or token may see. */
  readonly tenantIds: 'all' | ReadonlySet<string>;
}

/** Who is asking. Loaded from the database for every request, so that a revocation works at once. */
export interface Principal {
  readonly kind: 'user' | 'token';
  /** The user's id, or the token's. */
  readonly id: string;
  /** The person behind it: the user, or the one who made the token. */
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  /** What ends this access by itself: the session's or the token's expiry. */
  readonly expiresAt: Date;
  /** The session or token that carries the request; revoking it ends what hangs on it. */
  readonly credentialId: string;
  readonly grants: ReadonlyMap<string, Grant>;
}

/** Where a request came from, for the audit log. */
export interface RequestOrigin {
  readonly ip: string | null;
  readonly correlationId: string;
}
