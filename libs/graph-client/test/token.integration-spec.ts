import { constants, verify, X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTokenSource, type TokenSource, type TokenSourceOptions } from '../src/index.js';
import { selfSignedCertificate } from './self-signed.js';
import { skippingClock, startGraph, type GraphServer, type Reply } from './graph-server.js';

let graph: GraphServer;
afterEach(() => graph.close());

const start = async (tokenReply?: (issued: number) => Reply): Promise<void> => {
  graph = await startGraph(() => ({}), { tokenReply });
};
const source = (more: Partial<TokenSourceOptions> = {}): TokenSource =>
  createTokenSource({
    endpoint: graph.endpoint,
    tenantId: 'contoso.test',
    clientId: 'the-app',
    credential: { kind: 'client_secret', secret: 'hush: a secret' },
    ...more,
  });
const tokenGranted: Reply = { body: { token_type: 'Bearer', access_token: 'granted', expires_in: 3600 } };
const refused = (error: string, description = '', status = 400): Reply => ({
  status,
  body: { error, error_description: `${description}: something long about hush.` },
});

describe('tokens of an app', () => {
  it('asks with client id, secret and the scope of the Graph host', async () => {
    await start();
    expect(await source().token()).toEqual({ ok: true, value: 'token-1' });
    expect(Object.fromEntries(graph.tokenForms[0] ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: 'the-app',
      client_secret: 'hush: a secret',
      scope: `${graph.url}/.default`,
    });
  });

  it('asks once for many callers, and not again while the token is good', async () => {
    await start();
    const tokens = source();
    await Promise.all(Array.from({ length: 20 }, () => tokens.token()));
    await tokens.token();
    expect(graph.stats.tokens).toBe(1);
  });

  it('asks anew before the token expires, and when it was refused', async () => {
    await start();
    const clock = skippingClock();
    const tokens = source({ clock });
    await tokens.token();
    await clock.sleep(54 * 60_000);
    expect(await tokens.token()).toMatchObject({ value: 'token-1' });
    await clock.sleep(2 * 60_000);
    expect(await tokens.token()).toMatchObject({ value: 'token-2' });
    tokens.reject('token-1');
    expect(await tokens.token()).toMatchObject({ value: 'token-2' });
    tokens.reject('token-2');
    expect(await tokens.token()).toMatchObject({ value: 'token-3' });
  });

  const refusals: [string, Reply, object][] = [
    [
      'a wrong secret',
      refused('invalid_client', 'AADSTS7000215', 401),
      { reason: 'provider_credentials_rejected', providerCode: 'AADSTS7000215' },
    ],
    [
      'an unknown tenant',
      refused('invalid_request', 'AADSTS90002'),
      { reason: 'provider_credentials_rejected', providerCode: 'AADSTS90002' },
    ],
    [
      'an app nobody consented to',
      refused('unauthorized_client', 'AADSTS700016'),
      { reason: 'provider_consent_missing', providerCode: 'AADSTS700016' },
    ],
    [
      'a withdrawn consent',
      refused('invalid_grant', 'AADSTS65001'),
      { reason: 'provider_consent_missing', providerCode: 'AADSTS65001' },
    ],
    ['a refusal without a word', { status: 401, text: '' }, { reason: 'provider_credentials_rejected' }],
  ];

  it.each(refusals)('tells %s, at once and without what was sent', async (_name, reply, failure) => {
    await start(() => reply);
    const answer = await source().token();
    expect(answer).toMatchObject({ ok: false, failure: { ...failure, attempts: 1 } });
    expect(JSON.stringify(answer)).not.toContain('hush');
  });

  it('tries again when the sign-in service is in trouble, then says that it cannot be reached', async () => {
    await start((issued) => (issued < 3 ? { status: 503, headers: { 'retry-after': '5' } } : { status: 500 }));
    const clock = skippingClock();
    expect(await source({ clock, random: () => 0 }).token()).toMatchObject({
      failure: { reason: 'provider_unreachable', status: 500, attempts: 4 },
    });
    expect(clock.slept.slice(0, 2)).toEqual([5000, 5000]);
  });

  it.each([
    ['a page', { text: '<html>' }],
    ['no token', { body: { token_type: 'Bearer' } }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1' } }],
  ] satisfies [string, Reply][])('takes %s for no token', async (_name, reply) => {
    await start(() => reply);
    expect(await source({ clock: skippingClock() }).token()).toMatchObject({
      failure: { reason: 'provider_unreachable' },
    });
  });

  it('lets a refusal stand for a while, then asks again', async () => {
    await start((issued) => (issued === 1 ? refused('invalid_client', 'AADSTS7000215', 401) : tokenGranted));
    const clock = skippingClock();
    const tokens = source({ clock });
    await Promise.all([tokens.token(), tokens.token()]);
    expect(await tokens.token()).toMatchObject({ ok: false });
    expect(graph.stats.tokens).toBe(1);
    await clock.sleep(11_000);
    expect(await tokens.token()).toEqual({ ok: true, value: 'granted' });
  });

  it('stops waiting when the caller is cancelled, and serves the others', async () => {
    await start();
    const tokens = source();
    const cancel = new AbortController();
    const [cancelled, served] = [tokens.token(cancel.signal), tokens.token()];
    cancel.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(await served).toEqual({ ok: true, value: 'token-1' });
  });

  it('proves itself by a certificate, with the thumbprint and audience that Entra ID demands', async () => {
    await start();
    const { certificate, privateKey } = selfSignedCertificate();
    expect(await source({ credential: { kind: 'certificate', certificate, privateKey } }).token()).toMatchObject({
      ok: true,
    });
    const form = graph.tokenForms[0];
    expect(form?.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(form?.has('client_secret')).toBe(false);
    const [header = '', payload = '', signature = ''] = (form?.get('client_assertion') ?? '').split('.');
    const x509 = new X509Certificate(certificate);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'PS256',
      'x5t#S256': Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      aud: `${graph.url}/contoso.test/oauth2/v2.0/token`,
      iss: 'the-app',
      sub: 'the-app',
    });
    const key = { key: x509.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('says that a key which does not belong to its certificate cannot be used, and asks nobody', async () => {
    await start();
    const { certificate } = selfSignedCertificate();
    const { privateKey } = selfSignedCertificate();
    expect(await source({ credential: { kind: 'certificate', certificate, privateKey } }).token()).toEqual({
      ok: false,
      failure: { reason: 'provider_credentials_rejected', detail: 'credential_unusable' },
    });
    expect(graph.stats.tokens).toBe(0);
  });
});
