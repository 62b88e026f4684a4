import { randomUUID } from 'node:crypto';
import { failure, type Answer } from './answer.js';
import { everyPermission } from './permissions.js';
import type { AppCredential, EmulatedTenant } from './tenant.js';

const DEFAULT_LIFETIME_SECONDS = 3599;
const CLIENT_ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface Issued {
  readonly tenantId: string;
  readonly roles: readonly string[];
  readonly expires: number;
}

/** What a bearer may do, or why it may not. */
export type Authentication =
  | { readonly tenantId: string; readonly roles: readonly string[] }
  | { readonly refused: 'absent' | 'unknown' | 'expired' };

/** Issues tokens by client credentials and remembers them, so that each can be made to expire at will. */
export class Tokens {
  readonly #issued = new Map<string, Issued>();

  /** Answers the token endpoint of a tenant. */
  grant(tenant: EmulatedTenant | undefined, form: URLSearchParams, authorization: string | undefined): Answer {
    if (tenant === undefined) return refusal(400, 'invalid_request', 'AADSTS90002: Tenant not found.');
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', 'AADSTS70003: The grant type is not supported.');
    }
    if (!(form.get('scope') ?? '').endsWith('/.default')) {
      return refusal(400, 'invalid_scope', 'AADSTS70011: The scope must end with /.default.');
    }
    const presented = presentedBy(form, authorization);
    const credential = tenant.credentials.find(({ clientId }) => clientId === presented.clientId);
    if (credential === undefined) {
      return refusal(400, 'unauthorized_client', 'AADSTS700016: Application not found in the directory.');
    }
    if (!proves(credential, presented)) {
      return refusal(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    }
    return this.#issue(tenant, credential.clientId);
  }

  authenticate(authorization: string | undefined): Authentication {
    const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (bearer === undefined) return { refused: 'absent' };
    const issued = this.#issued.get(bearer);
    if (issued === undefined) return { refused: 'unknown' };
    if (issued.expires > Date.now()) return issued;
    this.#issued.delete(bearer);
    return { refused: 'expired' };
  }

  /** Ends every token of a tenant at once, as a change of its secret or a policy would. */
  expire(tenantId: string): void {
    for (const [token, issued] of this.#issued) {
      if (issued.tenantId === tenantId) this.#issued.set(token, { ...issued, expires: 0 });
    }
  }

  #issue(tenant: EmulatedTenant, clientId: string): Answer {
    const lifetime = tenant.tokenLifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS;
    const roles = tenant.permissions ?? everyPermission();
    const now = Date.now();
    const token = unsigned({
      aud: 'https://graph.microsoft.com',
      tid: tenant.tenantId,
      appid: clientId,
      roles,
      iat: Math.floor(now / 1000),
      exp: Math.floor(now / 1000) + lifetime,
      jti: randomUUID(),
    });
    this.#issued.set(token, { tenantId: tenant.tenantId, roles, expires: now + lifetime * 1000 });
    const body = { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: token };
    return { status: 200, headers: {}, body };
  }
}

interface Presented {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly hasAssertion: boolean;
}

/** Secrets come in the form or as Basic authentication, whose halves are form-encoded (RFC 6749, section 2.3.1). */
function presentedBy(form: URLSearchParams, authorization: string | undefined): Presented {
  const hasAssertion =
    form.get('client_assertion_type') === CLIENT_ASSERTION_TYPE && (form.get('client_assertion') ?? '') !== '';
  const basic = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) {
    return {
      clientId: form.get('client_id') ?? undefined,
      clientSecret: form.get('client_secret') ?? undefined,
      hasAssertion,
    };
  }
  const [clientId, clientSecret] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(formDecoded);
  return { clientId, clientSecret, hasAssertion };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`v=${text}`).get('v') ?? '';
}

function proves(credential: AppCredential, presented: Presented): boolean {
  if (presented.hasAssertion) return credential.acceptsAssertion === true;
  return credential.clientSecret !== undefined && credential.clientSecret === presented.clientSecret;
}

function unsigned(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.`;
}

function refusal(status: number, error: string, description: string): Answer {
  const codes = [Number(/AADSTS(\d+)/.exec(description)?.[1])];
  const answer = failure(status, error, description);
  return { ...answer, body: { error, error_description: description, error_codes: codes, trace_id: randomUUID() } };
}
