// Runs before the first paint, so that nobody who prefers the dark is flashed. External, because the page forbids inline scripts.
(function () {
  var theme = 'system';
  try {
    theme = JSON.parse(localStorage.getItem('tenantatlas.preferences') || '{}').theme || 'system';
  } catch {
    // Storage may be closed or hold something else: then the system decides.
  }
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
