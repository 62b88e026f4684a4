import { capitalise, translate, type MessageKey } from './catalogue.js';
import { formatTime, largestUnit, type TimeStyle } from './locale.js';
import type { PresentableRun } from './presentable-run.js';
import type { CompositeProgress, CountedProgress, PhasedProgress, Progress } from './progress.js';
import { declarationOf, phaseOrder, type TypedPhase } from './run-types.js';
import { asMillis } from './untrusted.js';
import type { Vitals } from './vitals.js';

/** The moment and manner in which a run is told. */
export interface Telling extends TimeStyle {
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The catalogue's key of a declared phase; null for a phase that the type does not have. */
export function phaseKey(type: string, phase: string, tense: 'phase' | 'was'): MessageKey | null {
  return phaseOrder(type, phase) < 0 ? null : `${tense}.${`${type}.${phase}` as TypedPhase}`;
}

/** How far a run has come, in one line. While nobody executes it, a phase is only where it was. */
export function progressLine(type: string, progress: Progress, vitals: Vitals, telling: Telling): string | null {
  switch (progress.mode) {
    case 'none':
    case 'activity':
      return null;
    case 'counted':
      return countedLine(type, progress, telling);
    case 'phased':
      return phasedLine(type, progress, vitals, telling);
    case 'composite':
      return compositeLine(progress, telling);
  }
}

function countedLine(type: string, { processed, total }: CountedProgress, { locale }: Telling): string | null {
  const unit = declarationOf(type)?.unit ?? null;
  if (unit === null) return null;
  const counted = translate(`counted.${unit}`, locale, { processed, total, count: total });
  return processed === total ? translate('counted.full', locale, { counted }) : counted;
}

function phasedLine(type: string, progress: PhasedProgress, vitals: Vitals, { locale }: Telling): string | null {
  const key = phaseKey(type, progress.phase.key, vitals.executing ? 'phase' : 'was');
  if (key === null) return null;
  const lead = declarationOf(type)?.phases.find((phase) => phase.key === progress.phase.key)?.leadFact;
  const fact = progress.facts.find((one) => one.key === lead);
  const label = translate(key, locale);
  return fact === undefined ? label : `${label}: ${translate(`fact.${fact.key}`, locale, { count: fact.value })}`;
}

function compositeLine({ counts, total, asOf }: CompositeProgress, { locale, timeZone, now }: Telling): string {
  const time = formatTime(asMillis(asOf) ?? 0, now, { locale, timeZone });
  const told = counts.filter(({ value }) => value > 0);
  const buckets = told.map(({ key, value }) => translate(`bucket.${key}`, locale, { count: value }));
  const head = translate('composite.head', locale, { count: total, time });
  return buckets.length === 0 ? head : `${head}: ${buckets.join(', ')}`;
}

/** The one sentence about a run that has not ended. */
export function activeStatement(run: PresentableRun, line: string | null, vitals: Vitals, telling: Telling): string {
  const { locale, now } = telling;
  switch (vitals.state) {
    case 'waiting':
      return waitingStatement(run, line, vitals, telling);
    case 'stopping':
      return translate('stopping', locale);
    case 'quiet':
      return join(line, translate('quiet', locale, { span: spanSince(vitals.movedAt ?? now, telling) }), telling);
    case 'lost': {
      const since = vitals.aliveAt ?? 0;
      const key = asMillis(run.cancelRequestedAt) === null ? 'lost' : 'lost.stopping';
      return translate(key, locale, { time: formatTime(since, now, telling) });
    }
    case 'working':
    case 'finished':
      return line ?? translate('state.working', locale);
  }
}

function waitingStatement(run: PresentableRun, line: string | null, vitals: Vitals, telling: Telling): string {
  const { locale } = telling;
  const reason = waitingForWords(vitals, telling);
  if (run.status === 'queued') {
    return reason === null
      ? translate('waiting.start', locale)
      : translate('waiting.start.for', locale, { for: reason });
  }
  if (!vitals.executing) {
    return translate('waiting.again', locale, { for: reason ?? translate('for.worker', locale) });
  }
  return join(line, translate('waiting.now', locale, { for: reason ?? translate('for.worker', locale) }), telling);
}

function waitingForWords({ waitingFor, waitingUntil }: Vitals, telling: Telling): string | null {
  if (waitingFor === null) return null;
  if (waitingFor !== 'provider_rate_limit' || waitingUntil === null)
    return translate(`for.${waitingFor}`, telling.locale);
  const time = formatTime(waitingUntil, telling.now, telling);
  return translate('for.provider_rate_limit.until', telling.locale, { time });
}

function spanSince(since: number, { now, locale }: Telling): string {
  const { unit, count } = largestUnit(now - since);
  return translate(`span.${unit}`, locale, { count });
}

function join(line: string | null, clause: string, { locale }: Telling): string {
  return line === null ? capitalise(clause, locale) : `${line}; ${clause}`;
}
