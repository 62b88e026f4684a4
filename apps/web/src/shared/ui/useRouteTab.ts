import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** The open tab, kept in the address; the first one is the one without a word there. */
export function useRouteTab(keys: () => readonly string[]): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const wanted = String(route.query.tab ?? '');
      return keys().includes(wanted) ? wanted : (keys()[0] ?? '');
    },
    set: (key) => {
      void router.replace({ query: { ...route.query, tab: key === keys()[0] ? undefined : key } });
    },
  });
}
