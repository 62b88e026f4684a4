import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';

/**
 * Whether what is shown still answers the question before this one. Reading the same question again is not told: a list
 * that follows what happens would flicker all the time.
 */
export function useStaleAnswer(question: Readonly<Ref<string>>, answer: Readonly<Ref<unknown>>): ComputedRef<boolean> {
  const answered = ref(question.value);
  watch(answer, () => (answered.value = question.value), { flush: 'sync' });
  return computed(() => answer.value != null && answered.value !== question.value);
}
