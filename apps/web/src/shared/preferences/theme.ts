export type Theme = 'system' | 'light' | 'dark';

const darkQuery = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

/** Shows the page in a theme; public/theme.js does the same before the first paint. */
export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkQuery().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

/** Keeps following the system while that is what was chosen. */
export function followSystemTheme(current: () => Theme): void {
  darkQuery().addEventListener('change', () => applyTheme(current()));
}
