import { describe, expect, it } from '@jest/globals';
import { familyOf } from '@tenantatlas/drift';
import { checkOf, verdictOf } from './connection-verdict.js';

const roles = familyOf('roles');
const readable = { permission: 'A', answer: { ok: true, value: 'readable' } } as const;
const refused = {
  permission: 'B',
  answer: { ok: false, failure: { reason: 'permission_missing', status: 403 } },
} as const;
const absent = { permission: 'C', answer: { ok: false, failure: { reason: 'provider_error', status: 404 } } } as const;

describe('what a check says of a family', () => {
  it.each([
    ['all of it can be read', [readable, readable], { readable: true, permission: 'A' }],
    ['a part is refused', [readable, refused], { readable: false, permission: 'B', reason: 'permission_missing' }],
    [
      'the provider does not offer it',
      [absent],
      { readable: false, permission: 'C', reason: 'not_listed_by_provider' },
    ],
  ])('%s', (_name, probes, expected) => {
    expect(roles && checkOf(roles, probes)).toEqual({ family: 'roles', ...expected });
  });
});

describe('what a check says of a connection', () => {
  const checks = (...states: boolean[]) => states.map((state) => ({ family: 'x', readable: state, permission: 'A' }));

  it('is that it works, is limited, or is refused', () => {
    expect(verdictOf(checks(true, true))).toEqual({ status: 'working', conclusion: { outcome: 'succeeded' } });
    expect(verdictOf(checks(true, false))).toMatchObject({
      status: 'limited',
      conclusion: { outcome: 'partially_succeeded', reason: { code: 'families_not_read', params: { families: 1 } } },
    });
    expect(verdictOf(checks(false, false))).toMatchObject({ status: 'refused', conclusion: { outcome: 'blocked' } });
  });
});
