import { translate } from './catalogue.js';
import { localeOf } from './locale.js';
import type { LabelledNumber } from './present.js';
import { readProgressRecord } from './progress-record.js';
import type { FactKey } from './run-types.js';
import type { StoredRun } from './stored-run.js';
import { own } from './untrusted.js';

/**
 * The facts that a run's job gathered, whatever the run's status: after the end, progress is `none`, and the facts
 * still tell what was done. Never throws; facts that the type does not declare are left out.
 */
export function factsOf(run: StoredRun, locale: string): readonly LabelledNumber[] {
  const language = localeOf(locale);
  const { facts } = readProgressRecord(own(run, 'type'), own(own(run, 'context'), 'progress'));
  return (Object.entries(facts) as [FactKey, number][]).map(([key, value]) => ({
    key,
    value,
    label: translate(`fact.${key}.label`, language),
    text: translate(`fact.${key}`, language, { count: value }),
  }));
}
