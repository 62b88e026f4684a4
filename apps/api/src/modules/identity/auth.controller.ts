import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PrincipalSource } from '../../platform/access/index.js';
import { APP_CONFIG, localAccountsAllowed, type AppConfig } from '../../platform/config/index.js';
import { badInput, notFound, PublicError } from '../../platform/graphql/errors.js';
import { sessionCookieName } from './credentials.js';
import { DEMO_ACCOUNTS } from './demo-accounts.js';
import { LONGEST_PASSWORD } from './password.js';
import { isSecure, sessionCookieOptions } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignInService } from './sign-in.service.js';

const credentials = z.object({
  email: z
    .string()
    .min(1)
    .max(320)
    .refine((text) => !text.includes('\0')),
  password: z.string().min(1).max(LONGEST_PASSWORD),
});

/** Sign-in and sign-out of people. Plain HTTP, because a session cookie is all that comes of it. */
@Controller('auth')
export class AuthController {
  private readonly secure: boolean;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly signIn: SignInService,
    private readonly sessions: Sessions,
    private readonly principals: PrincipalSource,
  ) {
    this.secure = isSecure(config);
  }

  /** What the sign-in page may offer. */
  @Get('options')
  options(): { demoAccounts: readonly string[] } {
    const seeded = this.config.SEED_DEMO && this.config.APP_ENV === 'development';
    return { demoAccounts: seeded ? DEMO_ACCOUNTS.map((account) => account.email) : [] };
  }

  @Post('login')
  @HttpCode(200)
  async login(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ viewer: { name: string } }> {
    if (!localAccountsAllowed(this.config)) throw notFound();
    const read = credentials.safeParse(body);
    if (!read.success) throw badInput('Send an e-mail address and a password.');
    const result = await this.signIn.signIn({
      ...read.data,
      ip: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
    });
    if (result.kind === 'throttled') {
      void reply.header('retry-after', String(result.retryAfterSeconds));
      throw new PublicError('RATE_LIMITED', 'Too many attempts. Wait a few minutes, then try again.');
    }
    if (result.kind === 'wrong')
      throw new PublicError('UNAUTHENTICATED', 'The e-mail address or the password is wrong.');
    const { secret, expiresAt } = result.session;
    void reply.setCookie(sessionCookieName(this.secure), secret, sessionCookieOptions(this.secure, expiresAt));
    return { viewer: { name: result.name } };
  }

  /** Ends the session that the cookie carries; without one there is nothing to end, and that is fine. */
  @Post('logout')
  @HttpCode(204)
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const principal = await this.principals.authenticate({ cookie: request.headers.cookie });
    if (principal !== null) await this.sessions.revoke(principal.credentialId);
    void reply.clearCookie(sessionCookieName(this.secure), sessionCookieOptions(this.secure, new Date(0)));
  }
}
