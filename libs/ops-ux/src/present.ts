import { activeStatement, phaseKey, progressLine, type Telling } from './active-words.js';
import { isMessageKey, translate } from './catalogue.js';
import { formatDuration, localeOf, type Locale } from './locale.js';
import { nextActionOf } from './next-action.js';
import { outcomeSentence } from './outcome-words.js';
import type { PresentableRun } from './presentable-run.js';
import {
  admitProgress,
  type CompositeCount,
  type PhaseState,
  type Progress,
  type ProgressFact,
  type ProgressPhase,
} from './progress.js';
import { reasonMessage } from './reason-words.js';
import { declarationOf, isRunType } from './run-types.js';
import { normalizeStatus } from './status-normalizer.js';
import { isSummaryCountKey, type SummaryCountKey } from './summary-counts.js';
import { asMillis, asName, asWhole } from './untrusted.js';
import { vitalsOf, type Liveness, type RunState, type Vitals } from './vitals.js';

export interface PresentOptions {
  /** A language tag; English where the catalogue does not have its language. */
  readonly locale: string;
  /** The clock that liveness and elapsed time are told by. */
  readonly now: Date | number;
  /** The reader's zone (IANA name). Without one, times are told in UTC and say so. */
  readonly timeZone?: string;
  /** After how long without a new result a living run is told as quiet. */
  readonly quietAfterMs?: number;
}

export interface LabelledPhase extends ProgressPhase {
  readonly label: string;
}

/** A number with its name (`Policies read`) and as a phrase of its own (`212 policies read`). */
export interface LabelledNumber {
  readonly key: string;
  readonly value: number;
  readonly label: string;
  readonly text: string;
}

/** Everything that any surface says about a run, in one language at one moment. */
export interface Presentation {
  /** What kind of operation it is. */
  readonly title: string;
  /** The title with the tenant it is for, where it has one. */
  readonly subject: string;
  readonly startedBy: string | null;
  readonly state: RunState;
  readonly stateLabel: string;
  readonly liveness: Liveness;
  /** The progress as far as this run may show it. */
  readonly progress: Progress;
  /** How far it has come; the statement stands for it where nothing is known. */
  readonly progressLine: string;
  /** The one sentence that every surface shows; never empty. */
  readonly statement: string;
  readonly outcomeSentence: string | null;
  /** What happened, what it means for the data, what to do. */
  readonly reasonSentence: string | null;
  readonly nextAction: { readonly label: string; readonly href: string } | null;
  readonly phases: readonly LabelledPhase[];
  readonly facts: readonly LabelledNumber[];
  /** The operations that a composite run stands on. */
  readonly compositeCounts: readonly LabelledNumber[];
  readonly summaryCounts: readonly Omit<LabelledNumber, 'text'>[];
  /** For a determinate bar; null in every mode that has none. */
  readonly ariaValueText: string | null;
  /** Since the start, or since the request while it waits for its start; null where that is not known. */
  readonly elapsed: { readonly ms: number; readonly label: string } | null;
}

/** Puts a run into words. Never throws, and says nothing of the run that its fields do not prove. */
export function present(given: PresentableRun, options: PresentOptions): Presentation {
  const run = { ...given, ...normalizeStatus(given.status, given.outcome) };
  const now = Number(options.now);
  const telling: Telling = { locale: localeOf(options.locale), timeZone: options.timeZone, now };
  const { locale } = telling;
  const progress = admitProgress(run.type, run.status, run.progress);
  const vitals = vitalsOf(run.status, run, now, options.quietAfterMs);
  const line = progressLine(run.type, progress, vitals, telling);
  const outcome = run.status === 'completed' ? outcomeSentence(run, locale) : null;
  const statement = outcome ?? activeStatement(run, line, vitals, telling);
  const action = nextActionOf(run);
  return {
    ...namesOf(run, locale),
    state: vitals.state,
    stateLabel:
      vitals.state === 'finished'
        ? translate(`outcome.${run.outcome}`, locale)
        : translate(`state.${vitals.state}`, locale),
    liveness: vitals.liveness,
    progress,
    progressLine: line ?? statement,
    statement,
    outcomeSentence: outcome,
    reasonSentence: reasonSentenceOf(run, locale),
    nextAction: action && { label: translate(action.key, locale), href: action.href },
    phases: progress.mode === 'phased' ? labelledPhases(run.type, progress.phases, vitals, locale) : [],
    facts: progress.mode === 'phased' ? progress.facts.map((fact) => labelledFact(fact, locale)) : [],
    compositeCounts: progress.mode === 'composite' ? progress.counts.map((count) => labelledBucket(count, locale)) : [],
    summaryCounts: run.summaryCounts.flatMap(({ key, value }) =>
      isSummaryCountKey(key) && asWhole(value) !== null
        ? [{ key, value, label: summaryCountLabel(run.type, key, locale) }]
        : [],
    ),
    ariaValueText: progress.mode === 'counted' ? line : null,
    elapsed: elapsedOf(run, now, locale),
  };
}

/** What a run type is called; a generic word for a type that this version does not know. */
export function runTypeLabel(type: string, locale: string): string {
  return translate(`title.${isRunType(type) ? type : 'unknown'}`, localeOf(locale));
}

/** What a count of a run type's summary counts: in the type's own unit where it has one. */
export function summaryCountLabel(type: string, key: SummaryCountKey, locale: string): string {
  const language = localeOf(locale);
  const own = `count.${declarationOf(type)?.unit ?? ''}.${key}`;
  return translate(isMessageKey(own) ? own : `count.${key}`, language);
}

/** What a phase of a type is called; null for a phase that the type does not have. */
export function phaseLabel(type: string, phase: string, locale: string): string | null {
  const key = phaseKey(type, phase, 'phase');
  return key && translate(key, localeOf(locale));
}

function namesOf(run: PresentableRun, locale: Locale) {
  const title = runTypeLabel(run.type, locale);
  const tenant = asName(run.tenantName);
  const name = asName(run.initiatorName);
  return {
    title,
    subject: tenant === null ? title : translate('subject.tenant', locale, { title, tenant }),
    startedBy: name === null ? null : translate('started.by', locale, { name }),
  };
}

function reasonSentenceOf(run: PresentableRun, locale: Locale): string | null {
  const welcome = run.status !== 'completed' || run.outcome === 'succeeded';
  return welcome || !run.reasonCode ? null : reasonMessage(run.reasonCode, run.reasonParams, locale);
}

/** The label of the phase under way is in the past tense while nobody executes it. */
function labelledPhases(
  type: string,
  phases: readonly ProgressPhase[],
  vitals: Vitals,
  locale: Locale,
): LabelledPhase[] {
  const tense = (state: PhaseState) => (state === 'current' && !vitals.executing ? 'was' : 'phase');
  return phases.flatMap((phase) => {
    const key = phaseKey(type, phase.key, tense(phase.state));
    return key === null ? [] : [{ ...phase, label: translate(key, locale) }];
  });
}

function labelledFact({ key, value }: ProgressFact, locale: Locale): LabelledNumber {
  return {
    key,
    value,
    label: translate(`fact.${key}.label`, locale),
    text: translate(`fact.${key}`, locale, { count: value }),
  };
}

function labelledBucket({ key, value }: CompositeCount, locale: Locale): LabelledNumber {
  return {
    key,
    value,
    label: translate(`bucket.${key}.label`, locale),
    text: translate(`bucket.${key}`, locale, { count: value }),
  };
}

function elapsedOf(run: PresentableRun, now: number, locale: Locale): Presentation['elapsed'] {
  const from = asMillis(run.startedAt) ?? asMillis(run.createdAt);
  const to = run.status === 'completed' ? asMillis(run.completedAt) : now;
  if (from === null || to === null || !Number.isFinite(to)) return null;
  const ms = Math.max(0, to - from);
  return { ms, label: formatDuration(ms, locale) };
}
