const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

// Days before months and a 24-hour clock, as the sentences about operations are told.
const tagOf = (locale: string): string => (locale === 'en' ? 'en-GB' : locale);

const formats = new Map<string, Intl.RelativeTimeFormat>();

/** "3 minutes ago", in the reader's language; less than a minute is "now". */
export function relativeTime(at: number, now: number, locale: string): string {
  const seconds = (at - now) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  const format = formats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  formats.set(locale, format);
  return unit ? format.format(Math.trunc(seconds / unit[1]), unit[0]) : format.format(0, 'second');
}

/** Date and time to the second, in the reader's language and zone. */
export const exactTime = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

/** "10:42", in the reader's zone. */
export const clockTime = (at: number | Date, locale: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { hour: '2-digit', minute: '2-digit' }).format(at);

/** "23 Nov 2026", in the reader's zone. */
export const calendarDate = (at: number | Date, locale: string): string =>
  new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium' }).format(at);

/** "1:04:09", "12:30" or "0:07": how long something takes, at one glance. */
export function elapsed(fromMs: number, toMs: number): string {
  const seconds = Math.max(0, Math.floor((toMs - fromMs) / 1000));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

/** "340 ms", "4.2 s", "2 min 05 s": a measured duration, exact where it is short. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min ${String(rest).padStart(2, '0')} s`;
}
