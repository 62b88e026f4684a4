import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { OperationRunsDocument } from '../../generated/graphql.js';
import { failureOf } from '../../shared/api/failure.js';
import { useStaleAnswer } from '../../shared/api/useStaleAnswer.js';
import { useSession } from '../../shared/session/session.store.js';
import { PAGE_SIZE, filtersOf, requestOf } from './run-filters.js';
import { useReloadOnTurns } from './useActivityFeed.js';

/** One page of the operations of the context, as the address asks for it; what starts or ends is brought in. */
export function useOperationList() {
  const route = useRoute();
  const session = useSession();
  const filters = computed(() => filtersOf(route.query));
  const cursor = (key: string): string | null => {
    const value = route.query[key];
    return typeof value === 'string' ? value : null;
  };

  const variables = computed(() => {
    const before = cursor('before');
    const page = before ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after: cursor('after') };
    const filter = requestOf(filters.value, session.tenant?.id ?? null);
    return { workspaceId: session.workspace?.id ?? '', filter, ...page };
  });
  const question = computed(() => JSON.stringify(variables.value));
  const result = useQuery({ query: OperationRunsDocument, variables, requestPolicy: 'cache-and-network' });
  const page = computed(() => result.data.value?.operationRuns ?? null);

  const reload = (): void => void result.executeQuery({ requestPolicy: 'network-only' });
  useReloadOnTurns(() => true, reload);

  return {
    filters,
    runs: computed(() => page.value?.nodes ?? []),
    pageInfo: computed(() => page.value?.pageInfo ?? null),
    loading: computed(() => !page.value && !result.error.value),
    stale: useStaleAnswer(question, result.data),
    failure: computed(() => (page.value ? null : failureOf(result.error.value))),
    reload,
  };
}
