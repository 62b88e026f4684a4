import type { Locator, Page } from '@playwright/test';

/** The activity feedback over every page, in either language. */
export const activity = (page: Page): Locator => page.getByRole('complementary', { name: /^(Activity|Aktivität)$/ });

/** One run in it: "Baseline capture for Contoso". */
export const entryOf = (page: Page, subject: string): Locator =>
  activity(page).getByRole('article', { name: subject, exact: true });

/** The phase that the run is in, as a step is marked for assistive technology. */
export const currentStep = (within: Locator): Locator => within.locator('[aria-current="step"]');

export const messages = (page: Page): Locator => page.getByRole('region', { name: 'Messages' });
