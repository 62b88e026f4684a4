import { OperationUxPresenter } from '@tenantatlas/ops-ux';
import { useMutation, type AnyVariables, type TypedDocumentNode } from '@urql/vue';
import { ref, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RunCardFragment, StartOperationFragment } from '../../generated/graphql.js';
import { failureOf } from '../../shared/api/failure.js';
import { showToast } from '../../shared/feedback/toasts.js';
import { serverNow } from '../../shared/time/clock.js';
import { presentableCard } from './presentable-card.js';
import { useActivityFeed } from './useActivityFeed.js';

export interface StartOperation<Variables> {
  starting: Readonly<Ref<boolean>>;
  /** The run that does the work, or null where it could not be started; the operator has then been told why. */
  start: (variables: Variables) => Promise<RunCardFragment | null>;
}

/** Starts an operation: the run is in the activity feedback as soon as it is accepted, and a message leads to it. */
export function useStartOperation<Variables extends AnyVariables>(
  document: TypedDocumentNode<{ start: StartOperationFragment }, Variables>,
): StartOperation<Variables> {
  const { t, locale } = useI18n();
  const feed = useActivityFeed();
  const mutation = useMutation(document);
  const starting = ref(false);

  async function start(variables: Variables): Promise<RunCardFragment | null> {
    if (starting.value) return null;
    starting.value = true;
    try {
      const { data, error } = await mutation.executeMutation(variables);
      const failure = failureOf(error);
      if (failure || !data) {
        showToast({ tone: 'bad', title: t('start.failed'), text: t(`failure.${failure?.kind ?? 'broken'}.text`) });
        return null;
      }
      return taken(data.start);
    } finally {
      starting.value = false;
    }
  }

  function taken(result: StartOperationFragment): RunCardFragment | null {
    if (result.__typename === 'OperationBlocked') {
      const action = result.nextAction && { label: result.nextAction.label, to: result.nextAction.href };
      showToast({ tone: 'bad', title: t('start.blocked'), text: result.message, ...(action && { action }) });
      return null;
    }
    const { run, alreadyActive } = result;
    feed.admit(run);
    const { message } = new OperationUxPresenter({ locale: locale.value }).started(
      presentableCard(run),
      alreadyActive,
      serverNow(),
    );
    showToast({ tone: 'info', title: message, action: { label: t('run.view'), to: `/operations/${run.id}` } });
    return run;
  }

  return { starting, start };
}
