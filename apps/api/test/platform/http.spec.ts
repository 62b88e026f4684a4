import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOwnOrigin } from '../../src/platform/access/origin.js';
import { preferredLocale } from '../../src/platform/http/accept-language.js';
import { correlationIdOf } from '../../src/platform/http/correlation.js';
import { answerTo } from '../../src/platform/http/error-answers.js';
import { askedFor } from '../../src/platform/http/pages.js';
import { forbidden } from '../../src/platform/graphql/errors.js';

describe('the language of a request', () => {
  it.each([
    [undefined, 'en'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['fr-FR,fr;q=0.9,de;q=0.5,en;q=0.4', 'de'],
    ['en;q=0.3, de;q=0.7', 'de'],
    ['de;q=0, fr', 'en'],
    ['denmark', 'en'],
    ['*', 'en'],
  ])('that prefers %s is %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  it('is always one that we speak', () => {
    fc.assert(fc.property(fc.string(), (header) => ['en', 'de'].includes(preferredLocale(header))));
  });
});

describe('a correlation id', () => {
  it('is the caller’s where it is harmless', () => {
    expect(correlationIdOf('build-2026.11_23')).toBe('build-2026.11_23');
  });

  it.each([undefined, 'short', 'line\nbreak-and-more', 'a'.repeat(65), ['two', 'headers']])(
    'is ours instead of %j',
    (given) => {
      expect(correlationIdOf(given)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('the origin of a request', () => {
  it.each([
    [undefined, 'atlas.test', true],
    ['https://atlas.test', 'atlas.test', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://localhost:3001', 'localhost:3000', false],
    ['https://evil.test', 'atlas.test', false],
    ['null', 'atlas.test', false],
    ['ftp://atlas.test', 'atlas.test', false],
  ])('%s to host %s is ours: %s', (origin, host, own) => {
    expect(isOwnOrigin(origin, host)).toBe(own);
  });

  it('is ours where it is the public one, whatever a proxy makes of the host', () => {
    expect(isOwnOrigin('https://atlas.test', '10.0.0.7:3000', 'https://atlas.test')).toBe(true);
  });
});

describe('a path of the console', () => {
  it.each([
    ['/', 'page'],
    ['/operations/01a2', 'page'],
    ['/index.html', 'page'],
    ['/assets/main-Bx3.js', 'file'],
    ['/theme.js', 'file'],
    ['/graphql', 'nothing'],
    ['/auth/unknown', 'nothing'],
    ['/health/nope', 'nothing'],
    ['/graphql-guide', 'page'],
  ])('%s is a %s', (path, kind) => {
    expect(askedFor(path).kind).toBe(kind);
  });

  it('is kept for ever only where its name follows from its content', () => {
    expect(askedFor('/assets/main-Bx3.js')).toMatchObject({ immutable: true });
    expect(askedFor('/theme.js')).toMatchObject({ immutable: false });
  });
});

describe('an answer to something thrown', () => {
  it('says a public error as it is', () => {
    const answer = answerTo(forbidden('tokens.manage'));
    expect(answer.status).toBe(403);
    expect(answer.body.errors[0]?.extensions).toEqual({ code: 'FORBIDDEN', capability: 'tokens.manage' });
  });

  it('says nothing of anything else', () => {
    const thrown = fc.oneof(
      fc.anything(),
      fc.string().map((text) => new Error(`secret ${text}`)),
    );
    fc.assert(
      fc.property(thrown, (error) => {
        expect(JSON.stringify(answerTo(error))).not.toContain('secret');
      }),
    );
    expect(answerTo(new Error('relation "users" does not exist')).body.errors[0]?.extensions).toEqual({
      code: 'INTERNAL',
    });
  });
});
