import { present } from '@tenantatlas/ops-ux';
import { useI18n } from 'vue-i18n';
import type { RunCardFragment } from '../../generated/graphql.js';
import { announce } from '../../shared/feedback/announcer.js';
import { serverNow } from '../../shared/time/clock.js';
import { presentableCard } from './presentable-card.js';
import { useRunEvents } from './useActivityFeed.js';

/** Tells assistive technology of a new phase and of an outcome, once each; ticks are not told. */
export function useRunAnnouncements(): void {
  const { locale } = useI18n();
  useRunEvents((run, before) => {
    const words = announcementOf(run, before, locale.value);
    if (words) announce(words);
  });
}

/** What is worth saying about the step from one state of a run to a newer one; null where it is only a tick. */
export function announcementOf(run: RunCardFragment, before: RunCardFragment | null, locale: string): string | null {
  if (!before) return null;
  const phase = phaseOf(run);
  const ended = run.status === 'COMPLETED' && before.status !== 'COMPLETED';
  const entered = phase !== null && phase !== phaseOf(before);
  if (!ended && !entered) return null;
  const { subject, statement, phases } = present(presentableCard(run), { locale, now: serverNow() });
  return `${subject}: ${ended ? statement : (phases.find(({ key }) => key === phase)?.label ?? statement)}`;
}

const phaseOf = ({ progress }: RunCardFragment): string | null =>
  progress.__typename === 'PhasedProgress' ? progress.phase.key : null;
