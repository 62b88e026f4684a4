import './style.css';
import urql from '@urql/vue';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { createAppRouter } from './router.js';
import { createApiClient } from './shared/api/client.js';
import { createWords } from './shared/i18n/i18n.js';
import { usePreferences } from './shared/preferences/preferences.store.js';
import { followSystemTheme } from './shared/preferences/theme.js';
import { useSession } from './shared/session/session.store.js';

async function start(): Promise<void> {
  const app = createApp(App).use(createPinia());
  const preferences = usePreferences();
  followSystemTheme(() => preferences.theme);

  const client = createApiClient({
    locale: () => preferences.locale,
    onSignedOut: () => {
      // Who has not been signed in yet is led there by the router.
      if (!useSession().viewer) return;
      // A fresh page, so that nothing of the ended session stays in memory.
      location.assign(`/sign-in?next=${encodeURIComponent(router.currentRoute.value.fullPath)}`);
    },
  });
  const router = createAppRouter(client);
  app.use(await createWords(preferences.locale));
  app.use(urql, client);
  app.use(router);
  app.mount('#app');
}

void start();
