import { useMutation } from '@urql/vue';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { CancelOperationRunDocument, RetryOperationRunDocument } from '../../generated/graphql.js';
import { failureOf } from '../../shared/api/failure.js';
import { showToast } from '../../shared/feedback/toasts.js';
import { useStartOperation } from './useStartOperation.js';

/** Stopping runs and starting them again. */
export function useRunActions() {
  const { t } = useI18n();
  const cancelling = ref(false);
  const mutation = useMutation(CancelOperationRunDocument);
  const { start: retry, starting: retrying } = useStartOperation(RetryOperationRunDocument);

  /** Null where the run will stop, else why it will not. */
  async function cancelOne(id: string): Promise<string | null> {
    const { data, error } = await mutation.executeMutation({ id });
    if (data?.cancelOperationRun.__typename === 'Refused') return data.cancelOperationRun.message;
    const failure = failureOf(error);
    return failure ? t(`failure.${failure.kind}.text`) : null;
  }

  async function cancel(ids: readonly string[]): Promise<void> {
    cancelling.value = true;
    const refusals = (await Promise.all(ids.map(cancelOne))).filter((reason) => reason !== null);
    cancelling.value = false;
    const stopped = ids.length - refusals.length;
    if (stopped > 0)
      showToast({ tone: 'info', title: t('cancel.requested', { count: stopped }, stopped), text: t('cancel.how') });
    const reason = refusals[0];
    if (reason)
      showToast({ tone: 'bad', title: t('cancel.refused', { count: refusals.length }, refusals.length), text: reason });
  }

  return { cancel, cancelling, retry, retrying };
}
