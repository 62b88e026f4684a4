import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '../../platform/database/index.js';
import { passwordFits } from './password.js';
import { Sessions, type NewSession } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly userAgent: string | null;
}

export type SignInResult =
  | { readonly kind: 'signed_in'; readonly name: string; readonly session: NewSession }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number };

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string | null;
}

/** Sign-in with a local account. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: SystemDatabase,
    private readonly throttle: SignInThrottle,
    private readonly sessions: Sessions,
  ) {}

  async signIn({ email, password, ip, userAgent }: SignInAttempt): Promise<SignInResult> {
    const retryAfterSeconds = await this.throttle.attempt(email, ip);
    if (retryAfterSeconds !== null) return { kind: 'throttled', retryAfterSeconds };
    const [account] = await this.database.query<AccountRow>(
      `SELECT id, name, password_hash AS "passwordHash" FROM users
       WHERE lower(email) = lower($1) AND disabled_at IS NULL`,
      [email],
    );
    const fits = await passwordFits(account?.passwordHash ?? null, password);
    if (!fits || account === undefined) return { kind: 'wrong' };
    await this.throttle.succeeded(email, ip);
    const session = await this.sessions.open(account.id, { ip, userAgent });
    return { kind: 'signed_in', name: account.name, session };
  }
}
