import { describe, expect, it } from '@jest/globals';
import { CLOUDS, EndpointRefused, resolveEndpoint } from './cloud.js';

const emulator = (graphUrl: string, authorityUrl?: string): unknown =>
  resolveEndpoint({ cloud: 'emulator', graphUrl, authorityUrl }, { allowEmulator: true });

describe('where a connection may read from', () => {
  it('is one of the clouds, over TLS and on the public internet only', () => {
    for (const cloud of Object.keys(CLOUDS) as (keyof typeof CLOUDS)[]) {
      const endpoint = resolveEndpoint({ cloud }, { allowEmulator: false });
      expect(endpoint).toEqual({ cloud, ...CLOUDS[cloud], reach: 'public' });
      expect([endpoint.graphUrl, endpoint.authorityUrl].every((url) => url.startsWith('https://'))).toBe(true);
    }
  });

  it('is the emulator only where the deployment allows it', () => {
    const location = { cloud: 'emulator', graphUrl: 'http://127.0.0.1:4000' } as const;
    expect(() => resolveEndpoint(location, { allowEmulator: false })).toThrow(EndpointRefused);
    expect(resolveEndpoint(location, { allowEmulator: true })).toEqual({
      cloud: 'emulator',
      graphUrl: 'http://127.0.0.1:4000',
      authorityUrl: 'http://127.0.0.1:4000',
      reach: 'loopback',
    });
  });

  it.each(['http://localhost:1/', 'http://[::1]:1', 'http://127.8.8.8:1/graph/'])('may be an emulator at %s', (url) => {
    expect(emulator(url)).toMatchObject({ graphUrl: url.replace(/\/$/, '') });
  });

  it.each([
    'http://169.254.169.254/latest',
    'http://10.0.0.1:4000',
    'http://0.0.0.0:4000',
    'http://localhost.evil.example:1',
    'http://127.0.0.1.evil.example',
    'http://user:secret@127.0.0.1:1',
    'ftp://127.0.0.1',
    'http://127.0.0.1:1/?a=b',
    'nonsense',
  ])('is never an emulator at %s', (url) => {
    expect(() => emulator(url)).toThrow(EndpointRefused);
    expect(() => emulator('http://127.0.0.1:1', url)).toThrow(EndpointRefused);
  });
});
