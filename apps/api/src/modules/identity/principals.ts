import { Inject, Injectable } from '@nestjs/common';
import { PrincipalSource, type Principal, type ShownCredentials } from '../../platform/access/index.js';
import { APP_CONFIG, type AppConfig } from '../../platform/config/index.js';
import { SystemDatabase, WorkspaceDatabase } from '../../platform/database/index.js';
import { presentedBy } from './credentials.js';
import { principalOfToken, principalsOfSessions } from './principal-building.js';
import {
  sessionPrincipals,
  tokenPrincipals,
  type SessionPrincipalRow,
  type TokenPrincipalRow,
} from './principal.row.js';
import { hashSecret } from './secrets.js';
import { isSecure } from './session-cookie.js';

/** Seconds between two records of use: often enough to be of use, seldom enough to cost nothing. */
const RECORD_EVERY = 60;

/** Turns cookies and tokens into principals, from the database each time, so that a revocation works at once. */
@Injectable()
export class Principals extends PrincipalSource {
  private readonly secure: boolean;

  constructor(
    private readonly system: SystemDatabase,
    private readonly workspaces: WorkspaceDatabase,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    super();
    this.secure = isSecure(config);
  }

  async authenticate(shown: ShownCredentials): Promise<Principal | null> {
    const presented = presentedBy(shown, this.secure);
    if (presented === null) return null;
    const hash = hashSecret(presented.secret);
    return presented.kind === 'session' ? this.bySession(hash) : this.byToken(hash);
  }

  async revalidate(principals: readonly Principal[]): Promise<ReadonlyMap<string, Principal>> {
    const ids = (kind: Principal['kind']) =>
      principals.filter((one) => one.kind === kind).map((one) => one.credentialId);
    const [sessions, tokens] = await Promise.all([
      this.system.query<SessionPrincipalRow>(sessionPrincipals('s.id = ANY ($1::uuid[])'), [ids('user')]),
      this.system.query<TokenPrincipalRow>(tokenPrincipals('$1::uuid[]'), [ids('token')]),
    ]);
    const working = principalsOfSessions(sessions);
    for (const row of tokens) {
      const principal = principalOfToken(row);
      if (principal !== null) working.set(principal.credentialId, principal);
    }
    return working;
  }

  private async bySession(hash: Buffer): Promise<Principal | null> {
    const rows = await this.system.query<SessionPrincipalRow>(sessionPrincipals('s.token_hash = $1'), [hash]);
    const [row] = rows;
    if (row === undefined) return null;
    if (row.unseenFor >= RECORD_EVERY) {
      await this.system.query('UPDATE sessions SET last_seen_at = now() WHERE id = $1', [row.credentialId]);
    }
    return principalsOfSessions(rows).get(row.credentialId) ?? null;
  }

  private async byToken(hash: Buffer): Promise<Principal | null> {
    const [row] = await this.system.query<TokenPrincipalRow>(
      tokenPrincipals('ARRAY(SELECT f.id FROM atlas.find_api_token($1) f)'),
      [hash],
    );
    if (row?.workspaceId == null) return null;
    if (row.unusedFor >= RECORD_EVERY) {
      await this.workspaces.run(row.workspaceId, (tx) =>
        tx.query('UPDATE api_tokens SET last_used_at = now() WHERE id = $1', [row.credentialId]),
      );
    }
    return principalOfToken(row);
  }
}
