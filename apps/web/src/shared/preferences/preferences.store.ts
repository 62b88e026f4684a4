import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { applyTheme, type Theme } from './theme.js';

export type Locale = 'en' | 'de';
export type Density = 'comfortable' | 'compact';

/** A named set of filters of a list, kept as the list's own query string. */
export interface SavedView {
  name: string;
  query: string;
}

interface Stored {
  theme: Theme;
  locale: Locale;
  density: Density;
  hiddenColumns: string[];
  savedViews: SavedView[];
  feedOpen: boolean;
  workspaceSlug: string | null;
}

/** Also read by public/theme.js, before anything else of the page runs. */
const STORAGE_KEY = 'tenantatlas.preferences';

const browserLocale = (): Locale => (navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en');

function defaults(): Stored {
  return {
    theme: 'system',
    locale: browserLocale(),
    density: 'comfortable',
    hiddenColumns: [],
    savedViews: [],
    feedOpen: true,
    workspaceSlug: null,
  };
}

function readStored(): Stored {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return typeof stored === 'object' ? { ...defaults(), ...stored } : defaults();
  } catch {
    return defaults();
  }
}

/** What this person likes, on this device. */
export const usePreferences = defineStore('preferences', () => {
  const stored = readStored();
  const theme = ref(stored.theme);
  const locale = ref(stored.locale);
  const density = ref(stored.density);
  const hiddenColumns = ref(stored.hiddenColumns);
  const savedViews = ref(stored.savedViews);
  const feedOpen = ref(stored.feedOpen);
  const workspaceSlug = ref(stored.workspaceSlug);

  watch(theme, applyTheme);
  watch([theme, locale, density, hiddenColumns, savedViews, feedOpen, workspaceSlug], save, {
    deep: true,
    flush: 'sync',
  });

  function save(): void {
    const value: Stored = {
      theme: theme.value,
      locale: locale.value,
      density: density.value,
      hiddenColumns: hiddenColumns.value,
      savedViews: savedViews.value,
      feedOpen: feedOpen.value,
      workspaceSlug: workspaceSlug.value,
    };
    try {
      localStorage.setItem(STORAGE_KEY, JSON.stringify(value));
    } catch {
      // A browser that forbids storage still works; it only forgets.
    }
  }

  return { theme, locale, density, hiddenColumns, savedViews, feedOpen, workspaceSlug };
});
