import { present, type Presentation } from '@tenantatlas/ops-ux';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RunCardFragment } from '../../generated/graphql.js';
import { useKnownMoment } from '../../shared/api/useKnownMoment.js';
import { presentableCard } from './presentable-card.js';

/** The reader's zone, in which every time of a sentence is told. */
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();

/** What may be said of a run now: the server's words from the same library, told anew as time passes. */
export function useRunWords(run: () => RunCardFragment): ComputedRef<Presentation> {
  const { locale } = useI18n();
  const now = useKnownMoment();
  const presentable = computed(() => presentableCard(run()));
  // A finished run says the same for ever and need not be told anew every second.
  const moment = computed(() => (run().status === 'COMPLETED' ? 0 : now.value));
  return computed(() => present(presentable.value, { locale: locale.value, now: moment.value, timeZone }));
}
