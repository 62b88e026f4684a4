import { RUN_TYPE_KEYS, runTypeLabel } from '@tenantatlas/ops-ux';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';

/** The kinds of operation, with the names that operators know them by. */
export function useRunTypes(): ComputedRef<{ key: string; name: string }[]> {
  const { locale } = useI18n();
  return computed(() => RUN_TYPE_KEYS.map((key) => ({ key, name: runTypeLabel(key, locale.value) })));
}
