import { formatNumber, pluralForm, type Locale } from './locale.js';
import type { Message } from './messages/message.js';
import { reasonsDe } from './messages/reasons.de.js';
import { reasonsEn } from './messages/reasons.en.js';
import { runsDe } from './messages/runs.de.js';
import { runsEn } from './messages/runs.en.js';

/** Every key of the catalogue. */
export type MessageKey = keyof typeof runsEn | keyof typeof reasonsEn;

/** What a message may be filled with: numbers, and words that come from the catalogue or are names. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** Every label and sentence of the product about operations, in every language. */
export const CATALOGUE: Readonly<Record<Locale, Readonly<Record<MessageKey, Message>>>> = {
  en: { ...runsEn, ...reasonsEn },
  de: { ...runsDe, ...reasonsDe },
};

/** Whether the catalogue words a key. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(CATALOGUE.en, key);
}

/**
 * Words a key in a language. `count` chooses the form of a message that counts; numbers are written as the language
 * writes them.
 */
export function translate(key: MessageKey, locale: Locale, params: MessageParams = NO_PARAMS): string {
  return fill(formOf(CATALOGUE[locale][key], locale, params.count), locale, params);
}

const NO_PARAMS: MessageParams = {};

function formOf(message: Message, locale: Locale, count: string | number | undefined): string {
  if (typeof message === 'string') return message;
  if (count === 0 && message.zero !== undefined) return message.zero;
  return message[typeof count === 'number' ? pluralForm(count, locale) : 'other'];
}

function fill(template: string, locale: Locale, params: MessageParams): string {
  if (!template.includes('{')) return template;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name] ?? '';
    return typeof value === 'number' ? formatNumber(value, locale) : value;
  });
}

/** The clause as the beginning of a sentence. */
export function capitalise(clause: string, locale: Locale): string {
  return clause.charAt(0).toLocaleUpperCase(locale) + clause.slice(1);
}
