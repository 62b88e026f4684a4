import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { SystemDatabase } from '../../platform/database/index.js';
import { FanOut } from '../../platform/pubsub/index.js';
import { hashSecret, newSessionSecret } from './secrets.js';

export interface NewSession {
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Sessions, of which only the hash is kept. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: SystemDatabase,
    private readonly fanOut: FanOut,
  ) {}

  /** Opens a session of at most seven days, and clears away what this person's earlier ones have left. */
  async open(userId: string, from: { ip: string | null; userAgent: string | null }): Promise<NewSession> {
    const secret = newSessionSecret();
    const [opened] = await this.database.query<{ expiresAt: Date }>(
      `WITH ended AS (DELETE FROM sessions WHERE user_id = $3 AND (expires_at < now() OR revoked_at IS NOT NULL))
       INSERT INTO sessions (id, token_hash, user_id, expires_at, ip, user_agent)
       VALUES ($1, $2, $3, now() + interval '7 days', $4, left($5, 300)) RETURNING expires_at AS "expiresAt"`,
      [v7(), hashSecret(secret), userId, from.ip, from.userAgent],
    );
    if (opened === undefined) throw new Error('the session was not written');
    return { secret, expiresAt: opened.expiresAt };
  }

  /** Ends a session at once, in every process. */
  async revoke(sessionId: string): Promise<void> {
    await this.database.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [sessionId]);
    this.fanOut.publish('revocations', { credentialId: sessionId });
  }
}
