/** The languages of the catalogue. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** The catalogue's language for any language tag; English where it has none. */
export function localeOf(tag: unknown): Locale {
  return typeof tag === 'string' && /^de\b/i.test(tag) ? 'de' : 'en';
}

// Times on a 24-hour clock in both languages, as operations are told everywhere else.
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', de: 'de-DE' };

const numbers = perLocale((tag) => new Intl.NumberFormat(tag));
const plurals = perLocale((tag) => new Intl.PluralRules(tag));

/** A whole number as the language writes it. */
export function formatNumber(value: number, locale: Locale): string {
  return value < 1000 ? String(value) : numbers[locale].format(value);
}

/** Which form a count takes; both languages of the catalogue know two. */
export function pluralForm(count: number, locale: Locale): 'one' | 'other' {
  return plurals[locale].select(count) === 'one' ? 'one' : 'other';
}

/** Where and how times are told. Without a zone of the reader they are told in UTC and say so. */
export interface TimeStyle {
  readonly locale: Locale;
  readonly timeZone?: string;
}

interface Clock {
  readonly time: Intl.DateTimeFormat;
  readonly dated: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

/**
 * A point in time as an operator reads it: `10:42` where it is of the same day as `now`, with its date otherwise.
 * An unknown time zone is told in UTC.
 */
export function formatTime(millis: number, now: number, { locale, timeZone }: TimeStyle): string {
  const clock = clockOf(locale, timeZone);
  const sameDay = Math.abs(now - millis) < 172_800_000 && clock.day.format(millis) === clock.day.format(now);
  return (sameDay ? clock.time : clock.dated).format(millis);
}

// Formatters are costly to make and zones are few; the bound is for callers that pass on what a client sent.
const clocks = new Map<string, Clock>();
const MOST_CLOCKS = 500;

function clockOf(locale: Locale, timeZone: string | undefined): Clock {
  const key = `${locale} ${timeZone ?? ''}`;
  const known = clocks.get(key);
  if (known) return known;
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  const clock = makeClock(locale, timeZone);
  clocks.set(key, clock);
  return clock;
}

function makeClock(locale: Locale, timeZone: string | undefined): Clock {
  const zone = timeZone === undefined ? { timeZone: 'UTC', timeZoneName: 'short' as const } : { timeZone };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  try {
    return {
      time: new Intl.DateTimeFormat(TAGS[locale], clock),
      dated: new Intl.DateTimeFormat(TAGS[locale], { ...clock, year: 'numeric', month: 'short', day: 'numeric' }),
      day: new Intl.DateTimeFormat('en-CA', { timeZone: zone.timeZone, dateStyle: 'short' }),
    };
  } catch {
    return makeClock(locale, undefined);
  }
}

export type SpanUnit = 'second' | 'minute' | 'hour' | 'day';

const SPANS: readonly (readonly [SpanUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** The largest whole unit of a span of time, rounded down: 239 seconds are 3 minutes. */
export function largestUnit(millis: number): { readonly unit: SpanUnit; readonly count: number } {
  const [unit, length] = SPANS.find(([, size]) => millis >= size) ?? (['second', 1000] as const);
  return { unit, count: Math.floor(Math.max(0, millis) / length) };
}

const units = {
  day: unitFormats('day'),
  hour: unitFormats('hour'),
  minute: unitFormats('minute'),
  second: unitFormats('second'),
};

/** A duration in its two largest units, short: `3 min 20 sec`. */
export function formatDuration(millis: number, locale: Locale): string {
  const whole = Number.isFinite(millis) ? Math.max(0, millis) : 0;
  const first = largestUnit(whole);
  const place = SPANS.findIndex(([unit]) => unit === first.unit);
  const next = SPANS[place + 1];
  const words = units[first.unit][locale].format(first.count);
  const rest = next ? Math.floor((whole % (SPANS[place]?.[1] ?? 1)) / next[1]) : 0;
  return next && rest > 0 ? `${words} ${units[next[0]][locale].format(rest)}` : words;
}

function unitFormats(unit: SpanUnit): Readonly<Record<Locale, Intl.NumberFormat>> {
  const style = { style: 'unit', unit, unitDisplay: 'short' } as const;
  return { en: new Intl.NumberFormat('en', style), de: new Intl.NumberFormat('de', style) };
}

function perLocale<Format>(make: (tag: string) => Format): Readonly<Record<Locale, Format>> {
  return { en: make(TAGS.en), de: make(TAGS.de) };
}
