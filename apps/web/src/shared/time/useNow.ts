import { onScopeDispose, readonly, ref, type Ref } from 'vue';
import { serverNow } from './clock.js';

const now = ref(serverNow());
let readers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, once a second, from one clock for the whole page; it stands still while nobody reads it. */
export function useNow(): Readonly<Ref<number>> {
  if (readers++ === 0) {
    now.value = serverNow();
    timer = setInterval(() => (now.value = serverNow()), 1000);
  }
  onScopeDispose(() => {
    if (--readers === 0) clearInterval(timer);
  });
  return readonly(now);
}
