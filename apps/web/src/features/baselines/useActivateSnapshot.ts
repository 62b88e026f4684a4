import { useMutation } from '@urql/vue';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { ActivateBaselineSnapshotDocument } from '../../generated/graphql.js';
import { failureOf } from '../../shared/api/failure.js';
import { showToast } from '../../shared/feedback/toasts.js';

/** Makes a snapshot the one that tenants are measured by. */
export function useActivateSnapshot(onActivated: () => void) {
  const { t } = useI18n();
  const mutation = useMutation(ActivateBaselineSnapshotDocument);
  const activating = ref<string | null>(null);

  async function activate(snapshot: { id: string; version: number }): Promise<void> {
    activating.value = snapshot.id;
    const { data, error } = await mutation.executeMutation({ id: snapshot.id });
    activating.value = null;
    const result = data?.activateBaselineSnapshot;
    if (result?.__typename === 'BaselineSnapshot') {
      showToast({
        tone: 'ok',
        title: t('snapshot.activated', { version: snapshot.version }),
        text: t('snapshot.activatedText'),
      });
      onActivated();
      return;
    }
    const text = result?.message ?? t(`failure.${failureOf(error)?.kind ?? 'broken'}.text`);
    showToast({ tone: 'bad', title: t('snapshot.notActivated'), text });
  }

  return { activate, activating };
}
