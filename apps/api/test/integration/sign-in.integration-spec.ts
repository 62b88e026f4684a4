import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type RunningApi } from '../app.js';

const VIEWER = '{ viewer { name email kind workspaces { slug viewerRole } } }';

describe('sign-in', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('gives a cookie that no script can read, and that says who one is', async () => {
    const response = await post('/auth/login', { email: 'owner@demo.test', password: 'demo-password' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ viewer: { name: 'Olivia Owner' } });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^ta_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/);

    const owner = await api.as('owner');
    expect(await owner.query(VIEWER)).toEqual({
      viewer: {
        name: 'Olivia Owner',
        email: 'owner@demo.test',
        kind: 'user',
        workspaces: [{ slug: 'demo', viewerRole: 'owner' }],
      },
    });
  });

  it('stores of the session nothing that could be used', async () => {
    const owner = await api.as('owner');
    const secret = owner.headers['cookie']?.split('=')[1] ?? '';
    const rows = await api.database.query<{ text: string }>('SELECT s::text AS text FROM sessions s');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  });

  it('answers alike for a wrong password and an unknown account', async () => {
    const wrong = await post('/auth/login', { email: 'owner@demo.test', password: 'not it' });
    const unknown = await post('/auth/login', { email: 'nobody@demo.test', password: 'not it' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('refuses what is no JSON, lacks a part, or comes from another site', async () => {
    expect((await post('/auth/login', '{"email":')).status).toBe(400);
    expect((await post('/auth/login', { email: 'owner@demo.test' })).status).toBe(400);
    const credentials = { email: 'owner@demo.test', password: 'demo-password' };
    expect((await post('/auth/login', credentials, { origin: 'https://elsewhere.test' })).status).toBe(403);
    expect((await post('/auth/login', credentials, { origin: api.url })).status).toBe(200);
  });

  it('ends with the sign-out, at once', async () => {
    const owner = await api.as('owner');
    expect(await owner.query('{ viewer { name } }')).toEqual({ viewer: { name: 'Olivia Owner' } });
    const out = await post('/auth/logout', {}, owner.headers);
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^ta_session=; /);
    expect(await owner.failure('{ viewer { name } }')).toBe('UNAUTHENTICATED');
  });

  it('ends after eight hours without use, and after seven days in any case', async () => {
    const idle = await api.as('operator');
    await api.database.query(`UPDATE sessions SET last_seen_at = now() - interval '481 minutes'`);
    expect(await idle.failure('{ viewer { name } }')).toBe('UNAUTHENTICATED');
    const old = await api.as('operator');
    await api.database.query(`UPDATE sessions SET expires_at = now() - interval '1 second'`);
    expect(await old.failure('{ viewer { name } }')).toBe('UNAUTHENTICATED');
  });

  it('ends when the person is disabled', async () => {
    const auditor = await api.as('auditor');
    await api.database.query(`UPDATE users SET disabled_at = now() WHERE email = 'auditor@demo.test'`);
    expect(await auditor.failure('{ viewer { name } }')).toBe('UNAUTHENTICATED');
    const again = await post('/auth/login', { email: 'auditor@demo.test', password: 'demo-password' });
    expect(again.status).toBe(401);
  });

  it('takes eight wrong attempts for one account, then asks to wait, whether or not the account exists', async () => {
    const attempts = async (email: string) => {
      const answers = [];
      for (let attempt = 0; attempt < 9; attempt += 1)
        answers.push(await post('/auth/login', { email, password: 'guess' }));
      return answers;
    };
    const [real, unreal] = [await attempts('outsider@demo.test'), await attempts('no-one@demo.test')];
    expect(real.map(({ status }) => status)).toEqual([...Array<number>(8).fill(401), 429]);
    expect(unreal.map(({ status }) => status)).toEqual(real.map(({ status }) => status));
    expect(Number(real[8]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await real[8]?.text()).toBe(await unreal[8]?.text());
    const right = await post('/auth/login', { email: 'outsider@demo.test', password: 'demo-password' });
    expect(right.status).toBe(429);
  });

  it('offers the demo accounts only where the demo was asked for in development', async () => {
    const offered = (await (await fetch(`${api.url}/auth/options`)).json()) as { demoAccounts: string[] };
    expect(offered.demoAccounts).toContain('owner@demo.test');
    const staging = await startApi({ settings: { APP_ENV: 'staging' }, database: api.database });
    expect(await (await fetch(`${staging.url}/auth/options`)).json()).toEqual({ demoAccounts: [] });
    await staging.close();
  });
});

describe('a server behind TLS', () => {
  it('sends the session cookie over TLS only, and to this host only', async () => {
    const api = await startApi({ settings: { PUBLIC_ORIGIN: 'https://atlas.test' } });
    const response = await fetch(`${api.url}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://atlas.test' },
      body: JSON.stringify({ email: 'owner@demo.test', password: 'demo-password' }),
    });
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-ta_session=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await api.close();
  });
});
