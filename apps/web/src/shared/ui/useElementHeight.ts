import { readonly, ref, watch, type Ref } from 'vue';

/** The height of an element in pixels, as it changes; 0 while there is none. */
export function useElementHeight(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const height = ref(0);
  watch(
    element,
    (current, _, onCleanup) => {
      height.value = 0;
      if (!current) return;
      const observer = new ResizeObserver(() => (height.value = current.offsetHeight));
      observer.observe(current);
      onCleanup(() => observer.disconnect());
    },
    { immediate: true },
  );
  return readonly(height);
}
