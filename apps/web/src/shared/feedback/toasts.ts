import { readonly, ref } from 'vue';
import { announce } from './announcer.js';

export type ToastTone = 'info' | 'ok' | 'bad';

export interface Toast {
  id: number;
  tone: ToastTone;
  title: string;
  text?: string;
  action?: { label: string; to: string };
}

const SHOWN_MS = 8000;
const AT_ONCE = 3;

const shown = ref<Toast[]>([]);
let nextId = 1;

/** The short messages on the screen, the newest last. */
export const toasts = readonly(shown);

/** Shows a short message and says it once to assistive technology. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = nextId++;
  shown.value = [...shown.value, { ...toast, id }].slice(-AT_ONCE);
  announce([toast.title, toast.text].filter(Boolean).join('. '));
  setTimeout(() => closeToast(id), SHOWN_MS);
}

export function closeToast(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}
