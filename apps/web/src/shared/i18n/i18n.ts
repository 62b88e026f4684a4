import { createI18n } from 'vue-i18n';
import type { Locale } from '../preferences/preferences.store.js';

/** The words of the page in one language; the other one is not loaded. */
export async function createWords(locale: Locale) {
  const messages = locale === 'de' ? await import('./locales/de.json') : await import('./locales/en.json');
  document.documentElement.lang = locale;
  return createI18n({
    legacy: false,
    locale,
    messages: { [locale]: messages.default },
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  });
}
