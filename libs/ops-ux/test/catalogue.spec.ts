import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CATALOGUE,
  GAP_CODES,
  LOCALES,
  REASON_CODES,
  gapMessage,
  reasonMessage,
  translate,
  type Locale,
  type Message,
  type MessageKey,
} from '../src/index.js';
import { CANARY } from './hostile.js';

const KEYS = Object.keys(CATALOGUE.en) as MessageKey[];
const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)).sort();

describe('the catalogue', () => {
  it('words the same keys in every language', () => {
    for (const locale of LOCALES) expect(Object.keys(CATALOGUE[locale]).sort()).toEqual([...KEYS].sort());
  });

  it.each(LOCALES)('holds no empty, shouting, pleading or technical words in %s', (locale: Locale) => {
    for (const text of KEYS.flatMap((key) => formsOf(CATALOGUE[locale][key]))) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/!|\bplease\b|\bbitte\b|\b[45]\d\d\b|\bHTTP\b|exception|null|\bjob\b|%|_/i);
    }
  });

  it('fills the same parameters in every language and form', () => {
    for (const key of KEYS) {
      const expected = placeholdersOf(formsOf(CATALOGUE.en[key]).at(-1) ?? '');
      for (const locale of LOCALES) {
        const message = CATALOGUE[locale][key];
        const counting = typeof message === 'string' ? [message] : [message.one, message.other];
        for (const form of counting) expect([key, placeholdersOf(form)]).toEqual([key, expected]);
      }
    }
  });

  it('counts one and many rightly in both languages', () => {
    const told = (locale: Locale) => [0, 1, 2, 1234].map((count) => translate('fact.captured', locale, { count }));
    expect(told('en')).toEqual(['0 policies read', '1 policy read', '2 policies read', '1,234 policies read']);
    expect(told('de')).toEqual([
      '0 Richtlinien gelesen',
      '1 Richtlinie gelesen',
      '2 Richtlinien gelesen',
      '1.234 Richtlinien gelesen',
    ]);
  });

  it('fills a name in once and as it is, even one that looks like a parameter', () => {
    expect(translate('started.by', 'en', { name: '{name} $& $1' })).toBe('Started by {name} $& $1');
  });
});

describe('reasons and gaps', () => {
  it('say what happened, what it means and what to do', () => {
    expect(reasonMessage('families_not_read', { families: 2 }, 'en')).toBe(
      '2 families could not be read. Everything else is complete; what is missing counts as not covered, never as deleted. See the gaps of the operation, remove their cause, then start again.',
    );
    expect(gapMessage('setting_count_mismatch', { expected: 12, read: 10 }, 'de')).toMatch(
      /^Angekündigte Einstellungen: 12, gelesene: 10\. /,
    );
    for (const locale of LOCALES) {
      for (const code of REASON_CODES) expect(reasonMessage(code, null, locale)).toMatch(/^\p{Lu}.+\. .+\. .+\.$/u);
      for (const code of GAP_CODES) expect(gapMessage(code, null, locale)).toMatch(/^\p{Lu}.+\. .+\. .+\.$/u);
    }
  });

  it('tell an unknown code as unknown, and never throw nor let text through', () => {
    const code = fc.oneof(fc.constantFrom(...REASON_CODES, ...GAP_CODES, '__proto__', 'unknown', CANARY), fc.string());
    const params = fc.oneof(
      fc.dictionary(
        fc.constantFrom('families', 'items', 'attempts', 'expected', 'read'),
        fc.oneof(fc.constant(CANARY), fc.anything()),
      ),
      fc.constant(null),
    );
    fc.assert(
      fc.property(code, params, fc.constantFrom(...LOCALES, CANARY), (given, facts, locale) => {
        const text = reasonMessage(given, facts, locale) + gapMessage(given, facts, locale);
        expect(text).not.toContain(CANARY);
        expect(text).not.toContain('{');
      }),
      { numRuns: 1000 },
    );
  });
});
