import { test as plain } from '@playwright/test';
import { complaintsOf } from './console/complaints.js';
import { cookieOf, type Person } from './stack/people.js';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Who is signed in; null for nobody. */
  readonly as: Person | null;
  /** Holds for every test: nothing is asked of another host, no policy is violated, no script fails. */
  readonly unobjectionable: void;
}

export const test = plain.extend<Fixtures>({
  as: ['operator', { option: true }],
  context: async ({ context, as }, use) => {
    if (as !== null) await context.addCookies([await cookieOf(as)]);
    await use(context);
  },
  unobjectionable: [
    async ({ context, baseURL }, use) => {
      const complaints = complaintsOf(context, baseURL ?? '');
      await use();
      plain.expect(complaints()).toEqual([]);
    },
    { auto: true },
  ],
});
