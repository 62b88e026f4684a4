import type { Client } from '@urql/vue';
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type Router,
} from 'vue-router';
import { ensureSession } from './shared/session/ensure-session.js';
import { useSession } from './shared/session/session.store.js';

/** Every page is loaded when it is first opened. */
export function createAppRouter(client: Client): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      { path: '/sign-in', meta: { public: true }, component: () => import('./features/identity/SignInPage.vue') },
      {
        path: '/',
        component: () => import('./shell/AppShell.vue'),
        children: [
          { path: '', redirect: '/operations' },
          {
            path: 'operations',
            meta: { tenantScoped: true },
            component: () => import('./features/operation-runs/OperationsPage.vue'),
          },
          {
            path: 'operations/:id',
            props: true,
            component: () => import('./features/operation-runs/OperationPage.vue'),
          },
          { path: 'tenants', component: () => import('./features/tenants/TenantsPage.vue') },
          { path: 'tenants/:id', props: true, component: () => import('./features/tenants/TenantPage.vue') },
          {
            path: 'tenants/:id/:tab(connection|inventory|operations)',
            redirect: ({ params }) => ({ path: `/tenants/${String(params.id)}`, query: { tab: params.tab } }),
          },
          { path: 'baselines', component: () => import('./features/baselines/BaselinesPage.vue') },
          {
            path: 'baselines/snapshots/:id',
            props: true,
            component: () => import('./features/baselines/SnapshotPage.vue'),
          },
          { path: 'baselines/:id', props: true, component: () => import('./features/baselines/ProfilePage.vue') },
          {
            path: 'inventory',
            meta: { tenantScoped: true },
            component: () => import('./features/inventory/InventoryPage.vue'),
          },
          { path: 'notifications', component: () => import('./features/notifications/NotificationsPage.vue') },
          { path: 'settings', redirect: '/settings/tokens' },
          { path: 'settings/tokens', component: () => import('./features/identity/TokensPage.vue') },
          {
            path: 'support/bundles/:id',
            props: true,
            component: () => import('./features/support/SupportPage.vue'),
          },
          { path: 'support', component: () => import('./features/support/SupportPage.vue') },
          { path: ':rest(.*)*', component: () => import('./shell/NotFoundPage.vue') },
        ],
      },
    ],
  });

  router.beforeEach(async (to) => {
    if (to.meta.public) return true;
    const session = await ensureSession(client);
    if (session === 'signedOut') return { path: '/sign-in', query: { next: to.fullPath } };
    return takeContext(client, to);
  });
  return router;
}

/** A link may name the workspace and the tenant that it belongs to; a list says its tenant in the address. */
async function takeContext(client: Client, to: RouteLocationNormalized): Promise<true | RouteLocationRaw> {
  const session = useSession();
  const { workspace, tenant } = to.query;
  if (typeof workspace === 'string') session.chooseWorkspace(workspace);
  if (!to.meta.tenantScoped) return true;
  if (typeof tenant === 'string') await session.openTenant(client, tenant);
  else if (session.tenant)
    return { path: to.path, query: { ...to.query, tenant: session.tenant.id }, hash: to.hash, replace: true };
  return true;
}
