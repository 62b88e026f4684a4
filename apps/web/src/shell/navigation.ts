import { Bell, Building2, KeyRound, Layers, LifeBuoy, ListChecks, Radar } from '@lucide/vue';
import type { Component } from 'vue';

export interface NavigationEntry {
  key: string;
  to: string;
  icon: Component;
  /** Without it the entry is left out: its page has nothing to show. */
  capability?: string;
}

/** The pages one goes to, in groups; the keys name their words. */
export const NAVIGATION: readonly { key: string; entries: readonly NavigationEntry[] }[] = [
  {
    key: 'operate',
    entries: [
      { key: 'operations', to: '/operations', icon: ListChecks, capability: 'operations.view' },
      { key: 'tenants', to: '/tenants', icon: Building2, capability: 'tenants.view' },
      { key: 'inventory', to: '/inventory', icon: Radar, capability: 'inventory.view' },
    ],
  },
  { key: 'govern', entries: [{ key: 'baselines', to: '/baselines', icon: Layers, capability: 'baselines.view' }] },
  {
    key: 'account',
    entries: [
      { key: 'notifications', to: '/notifications', icon: Bell },
      { key: 'tokens', to: '/settings/tokens', icon: KeyRound, capability: 'tokens.manage' },
      { key: 'support', to: '/support', icon: LifeBuoy, capability: 'support.diagnostics' },
    ],
  },
];
