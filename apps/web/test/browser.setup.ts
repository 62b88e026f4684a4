import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach } from 'vitest';

// What browsers have and jsdom does not.
globalThis.matchMedia ??= (media: string) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as MediaQueryList;

// A test of files alone runs without a browser.
if ('document' in globalThis) {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}
enableAutoUnmount(afterEach);
