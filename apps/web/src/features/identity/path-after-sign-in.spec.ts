import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathAfterSignIn } from './path-after-sign-in.js';

describe('the page after signing in', () => {
  it('is the one that was asked for', () => {
    expect(pathAfterSignIn('/operations/1?tab=x#y')).toBe('/operations/1?tab=x#y');
  });

  it.each(['//evil.test', '/\\evil.test', 'https://evil.test', '/sign-in?next=/', '', undefined, ['/a'], 'operations'])(
    'is the start page for %j',
    (next) => {
      expect(pathAfterSignIn(next)).toBe('/');
    },
  );

  it('always stays on this console', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const target = pathAfterSignIn(`/${text}`);
        expect(new URL(target, 'https://here.test').origin).toBe('https://here.test');
      }),
    );
  });
});
