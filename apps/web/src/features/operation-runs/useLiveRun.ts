import { useClientHandle, useQuery } from '@urql/vue';
import { computed, watch, type ComputedRef } from 'vue';
import { OperationRunChangesDocument, OperationRunDocument, type RunDetailFragment } from '../../generated/graphql.js';
import { failureOf, type Failure } from '../../shared/api/failure.js';

export interface LiveRun {
  run: ComputedRef<RunDetailFragment | null>;
  failure: ComputedRef<Failure | null>;
  reload: () => void;
}

/** One run as it is and as it changes; nothing is read where there is no id. */
export function useLiveRun(id: () => string | null): LiveRun {
  const { client } = useClientHandle();
  const result = useQuery({
    query: OperationRunDocument,
    variables: computed(() => ({ id: id() ?? '' })),
    pause: computed(() => id() === null),
    requestPolicy: 'cache-and-network',
  });

  // The changes go into the cache, which holds the newest revision only; the query reads them from there.
  watch(
    id,
    (current, _, onCleanup) => {
      if (!current) return;
      let stop = (): void => undefined;
      const start = (): void => {
        const { unsubscribe } = client
          .subscription(OperationRunChangesDocument, { id: current })
          .subscribe(({ data }) => {
            if (data?.operationRun.kind !== 'RESYNC') return;
            stop();
            queueMicrotask(start);
          });
        stop = unsubscribe;
      };
      start();
      onCleanup(() => stop());
    },
    { immediate: true },
  );

  const run = computed(() => (id() === null ? null : (result.data.value?.operationRun ?? null)));
  return {
    run,
    failure: computed(() => (run.value ? null : failureOf(result.error.value))),
    reload: () => void result.executeQuery({ requestPolicy: 'network-only' }),
  };
}
