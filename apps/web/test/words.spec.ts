import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAPABILITIES, ROLES } from '@tenantatlas/access';
import { describe, expect, it } from 'vitest';

interface Words {
  [key: string]: string | Words;
}

const read = (locale: string): Map<string, string> =>
  new Map(
    flat(
      JSON.parse(readFileSync(join(import.meta.dirname, `../src/shared/i18n/locales/${locale}.json`), 'utf8')) as Words,
    ),
  );

function flat(words: Words, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

const blanks = (text: string | undefined): string[] => [...new Set((text ?? '').match(/\{\w+\}/g))].sort();

describe('the words of the console', () => {
  const en = read('en');
  const de = read('de');

  it('are the same in both languages, with the same blanks to fill', () => {
    expect([...de.keys()]).toEqual([...en.keys()]);
    for (const [key, text] of en) expect([key, blanks(de.get(key))]).toEqual([key, blanks(text)]);
  });

  it('name every capability and every role', () => {
    const missing = [
      ...CAPABILITIES.map((name) => `capability.${name}`),
      ...ROLES.map((role) => `role.${role}`),
    ].filter((key) => !en.has(key));
    expect(missing).toEqual([]);
  });

  it('ask for nothing with an exclamation mark or a plea', () => {
    const loud = [...en, ...de].filter(([, text]) => /!|\bplease\b|\bbitte\b/i.test(text));
    expect(loud).toEqual([]);
  });
});
