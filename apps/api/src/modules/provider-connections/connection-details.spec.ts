import { describe, expect, it } from '@jest/globals';
import { checkConnection, checkTenantName, hintOf, type ConnectionInput } from './connection-details.js';

const ID = '11111111-2222-4333-8444-555555555555';
const now = new Date('2026-11-23T10:00:00Z');
const graph: ConnectionInput = { kind: 'graph', directoryId: ID, clientId: ID, clientSecret: 'a-secret' };
const emulator: ConnectionInput = { ...graph, kind: 'emulator', clientId: 'app' };

const check = (input: ConnectionInput, emulatorUrl?: string) => checkConnection(input, { emulatorUrl, now });
const problemOf = (more: Partial<ConnectionInput>) => check({ ...graph, ...more });

describe('a connection to Microsoft Graph', () => {
  it('goes to the global cloud unless another of the list is chosen', () => {
    expect(check(graph)).toMatchObject({ cloud: 'global', baseUrl: null });
    expect(problemOf({ cloud: 'usgov' })).toMatchObject({ cloud: 'usgov' });
    expect(problemOf({ cloud: 'emulator' })).toEqual({ problem: 'cloud_unknown' });
    expect(problemOf({ cloud: 'toString' })).toEqual({ problem: 'cloud_unknown' });
  });

  it('never goes to an address that somebody gives', () => {
    expect(problemOf({ baseUrl: 'https://graph.microsoft.com' })).toEqual({ problem: 'base_url_not_allowed' });
  });

  it('names a directory by its id or a domain, and an application by its id', () => {
    expect(problemOf({ directoryId: ' Contoso.onmicrosoft.COM ' })).toMatchObject({
      directoryId: 'contoso.onmicrosoft.com',
    });
    for (const directoryId of ['', 'contoso', '../common', 'a b.com', 'https://contoso.com']) {
      expect(problemOf({ directoryId })).toEqual({ problem: 'directory_id_invalid' });
    }
    expect(problemOf({ clientId: 'app' })).toEqual({ problem: 'client_id_invalid' });
  });

  it('has a secret without spaces, which has not expired', () => {
    for (const clientSecret of ['', ' secret', 'two words', 'x'.repeat(1001)]) {
      expect(problemOf({ clientSecret })).toEqual({ problem: 'client_secret_invalid' });
    }
    expect(problemOf({ credentialExpiresAt: now })).toEqual({ problem: 'credential_expired' });
    expect(problemOf({ credentialExpiresAt: new Date('2027-01-01') })).not.toHaveProperty('problem');
  });
});

describe('a connection to the emulator', () => {
  it('is possible only where the deployment runs one, and only to it', () => {
    expect(check(emulator)).toEqual({ problem: 'emulator_not_available' });
    const url = 'http://127.0.0.1:4000';
    expect(check(emulator, url)).toMatchObject({ cloud: 'emulator', baseUrl: url });
    expect(check({ ...emulator, baseUrl: `${url}/` }, url)).toMatchObject({ baseUrl: url });
    for (const baseUrl of ['http://127.0.0.1:4001', 'http://localhost:4000', 'https://graph.microsoft.com', 'x']) {
      expect(check({ ...emulator, baseUrl }, url)).toEqual({ problem: 'base_url_not_allowed' });
    }
  });
});

it('a tenant has a name of bounded length', () => {
  expect(checkTenantName('  Contoso   Ltd ')).toBe('Contoso Ltd');
  expect([checkTenantName(' '), checkTenantName('x'.repeat(121))]).toEqual([null, null]);
});

it('the hint of a secret is its end, and nothing where the secret is short', () => {
  expect(hintOf('abcdefgh-1234')).toBe('1234');
  expect(hintOf('short')).toBe('');
});
