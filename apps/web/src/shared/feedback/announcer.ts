import { readonly, ref } from 'vue';

const message = ref('');

/** What assistive technology is told next; the shell holds the one live region of the page. */
export const announcement = readonly(message);

/** Says something once. The same words again are heard again. */
export function announce(text: string): void {
  message.value = message.value === text ? `${text}\u00a0` : text;
}
