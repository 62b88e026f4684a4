import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, isBelowRoot } from './next-link.js';

const root = 'https://graph.microsoft.com/beta/';
const foreign = { ok: false, failure: { reason: 'malformed_answer', detail: 'foreign_next_link' } };

describe('a next link', () => {
  it('below the root of the API becomes a cursor without a host', () => {
    expect(cursorOf(`${root}deviceManagement/intents?$skiptoken=a%20b`, root)).toEqual({
      ok: true,
      value: 'deviceManagement/intents?$skiptoken=a%20b',
    });
  });

  it.each([
    'https://graph.microsoft.com.evil.example/beta/x',
    'https://graph.microsoft.com@evil.example/beta/x',
    'https://user:secret@graph.microsoft.com/beta/x',
    'https://graph.microsoft.com:8443/beta/x',
    'http://graph.microsoft.com/beta/x',
    '//evil.example/beta/x',
    '\\\\evil.example\\beta\\x',
    'https://graph.microsoft.com/beta/../v1.0/x',
    'https://graph.microsoft.com/betamax/x',
    'file:///beta/x',
    'javascript:alert(1)',
    'https://',
  ])('%s is refused', (link) => {
    expect(cursorOf(link, root)).toEqual(foreign);
  });

  it('never leads to another origin, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string()), (link) => {
        const cursor = cursorOf(link, root);
        if (!cursor.ok) return;
        const url = new URL(cursor.value, root);
        expect(url.href.startsWith(root)).toBe(true);
      }),
    );
  });

  it('stored as a cursor leads where it led before', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        const link = new URL(`${root}items${path}?q=1&${query}`).href;
        const cursor = cursorOf(link, root);
        expect(cursor.ok && isBelowRoot(cursor.value, root) && new URL(cursor.value, root).href).toBe(
          link.startsWith(root) ? link : false,
        );
      }),
    );
  });
});
