import { localeOf, type Locale } from '@tenantatlas/ops-ux';

/** The language that a request prefers among those we speak; English where it names none of them. */
export function preferredLocale(header: string | undefined): Locale {
  const wishes = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    });
  const spoken = wishes.filter(({ tag, weight }) => weight > 0 && /^(en|de)\b/i.test(tag));
  return localeOf(spoken.toSorted((a, b) => b.weight - a.weight)[0]?.tag);
}
