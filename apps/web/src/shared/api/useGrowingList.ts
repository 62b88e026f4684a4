import { useQuery, type AnyVariables, type TypedDocumentNode } from '@urql/vue';
import { computed, ref, watch, type ComputedRef } from 'vue';
import { failureOf, type Failure } from './failure.js';
import { useStaleAnswer } from './useStaleAnswer.js';

interface Page<Row> {
  nodes: readonly Row[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export interface GrowingList<Row> {
  rows: ComputedRef<readonly Row[]>;
  /** Nothing to show yet. */
  loading: ComputedRef<boolean>;
  /** What is shown belongs to the question before this one. */
  stale: ComputedRef<boolean>;
  failure: ComputedRef<Failure | null>;
  hasMore: ComputedRef<boolean>;
  loadMore: () => void;
  reload: () => void;
}

/** A list that asks for its next page when its end is reached; the pages are put together by the cache. */
export function useGrowingList<Data, Variables extends AnyVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Omit<Variables & object, 'after'> | null,
  pick: (data: Data) => Page<Row>,
): GrowingList<Row> {
  const after = ref<string | null>(null);
  const question = computed(() => JSON.stringify(variables()));
  watch(question, () => (after.value = null), { flush: 'sync' });

  // While nothing is asked, the last question stays: an empty one would go out before the pause takes hold.
  const asked = computed<object>((last) => variables() ?? last ?? {});
  const result = useQuery({
    query: document,
    variables: computed(() => ({ ...asked.value, after: after.value }) as unknown as Variables),
    pause: computed(() => variables() === null),
    requestPolicy: 'cache-and-network',
  });
  const page = computed(() => (result.data.value ? pick(result.data.value) : null));

  // The end may be reached while the list is still being read: the wish is kept until it can be granted.
  const wantsMore = ref(false);
  watch([wantsMore, result.fetching, page], () => {
    if (!wantsMore.value || result.fetching.value || !page.value) return;
    wantsMore.value = false;
    if (page.value.pageInfo.hasNextPage) after.value = page.value.pageInfo.endCursor;
  });

  return {
    rows: computed(() => page.value?.nodes ?? []),
    loading: computed(() => !page.value && !result.error.value),
    stale: useStaleAnswer(question, result.data),
    failure: computed(() => (page.value ? null : failureOf(result.error.value))),
    hasMore: computed(() => page.value?.pageInfo.hasNextPage ?? false),
    loadMore: () => (wantsMore.value = true),
    reload: () => {
      // What is not asked for now is read when it is.
      if (variables() === null) return;
      // A page that was on its way is asked for again afterwards: nobody would scroll for it a second time.
      if (after.value !== null && result.fetching.value) wantsMore.value = true;
      after.value = null;
      void result.executeQuery({ requestPolicy: 'network-only' });
    },
  };
}
