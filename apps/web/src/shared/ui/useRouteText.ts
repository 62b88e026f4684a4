import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** One piece of text kept in the address, such as a search or a filter. */
export function useRouteText(key: string): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[key];
      return typeof value === 'string' ? value : '';
    },
    set: (text) => {
      void router.replace({ query: { ...route.query, [key]: text || undefined } });
    },
  });
}
