import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';

/** Follows a value once it has stopped changing, so that not every key press asks the server. */
export function useSettled(source: Readonly<Ref<string>>, pauseMs = 200): Readonly<Ref<string>> {
  const settled = ref(source.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(source, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = value.trim()), pauseMs);
  });
  onScopeDispose(() => clearTimeout(timer));
  return readonly(settled);
}
