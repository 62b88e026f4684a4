import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../platform/database/index.js';

/** How many wrong answers are taken within a window, for one account from one address, and from one address at all. */
const LIMITS = { account: 8, address: 40 } as const;
const WINDOW = `interval '5 minutes'`;

interface Counted {
  readonly key: string;
  readonly failures: number;
  readonly secondsLeft: number;
}

const keyed = (what: string, value: string) => createHash('sha256').update(`${what}\n${value}`).digest();

/**
 * Slows down guessing. What is counted is what was tried, whether or not such an account exists, and under a hash, so
 * that neither answers nor the table tell which accounts there are.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly database: SystemDatabase) {}

  /**
   * Counts an attempt before the password is looked at, so that many at once cannot slip through together. Returns the
   * seconds to wait where there were too many, else null.
   */
  async attempt(email: string, ip: string): Promise<number | null> {
    const keys = [keyed('account', `${email.toLowerCase()}\n${ip}`), keyed('address', ip)];
    const counted = await this.database.query<Counted>(
      `INSERT INTO sign_in_failures AS f (key_hash, failures, window_ends_at)
       SELECT unnest($1::bytea[]), 1, now() + ${WINDOW}
       ON CONFLICT (key_hash) DO UPDATE SET
         failures = CASE WHEN f.window_ends_at < now() THEN 1 ELSE f.failures + 1 END,
         window_ends_at = CASE WHEN f.window_ends_at < now() THEN now() + ${WINDOW} ELSE f.window_ends_at END
       RETURNING encode(key_hash, 'hex') AS key, failures,
         ceil(extract(epoch FROM window_ends_at - now()))::int AS "secondsLeft"`,
      [keys],
    );
    const limits = [LIMITS.account, LIMITS.address];
    const over = counted.filter(({ key, failures }) => {
      const limit = limits[keys.findIndex((known) => known.toString('hex') === key)];
      return limit !== undefined && failures > limit;
    });
    return over.length === 0 ? null : Math.max(1, ...over.map((one) => one.secondsLeft));
  }

  /** Takes an attempt back once it succeeded, and forgets windows that are over. */
  async succeeded(email: string, ip: string): Promise<void> {
    await this.database.query('DELETE FROM sign_in_failures WHERE key_hash = $1 OR window_ends_at < now()', [
      keyed('account', `${email.toLowerCase()}\n${ip}`),
    ]);
    await this.database.query(
      'UPDATE sign_in_failures SET failures = failures - 1 WHERE key_hash = $1 AND failures > 0',
      [keyed('address', ip)],
    );
  }
}
