import { afterEach, beforeEach } from 'vitest';

// Most specs are of files and functions alone and run without a browser.
if ('document' in globalThis) {
  const { enableAutoUnmount } = await import('@vue/test-utils');
  enableAutoUnmount(afterEach);

  // What browsers have and jsdom does not.
  globalThis.matchMedia ??= (media: string) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}
