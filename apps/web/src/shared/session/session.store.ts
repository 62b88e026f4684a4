import type { Client } from '@urql/vue';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { TenantNameDocument, type ViewerQuery } from '../../generated/graphql.js';
import type { Failure } from '../api/failure.js';
import { usePreferences } from '../preferences/preferences.store.js';

export type SessionViewer = ViewerQuery['viewer'];
export type SessionWorkspace = SessionViewer['workspaces'][number];
export interface TenantContext {
  id: string;
  name: string;
}

const TENANT_KEY = 'tenantatlas.tenant';

/** Who is signed in, and in which workspace and tenant they work. Only they change it. */
export const useSession = defineStore('session', () => {
  const preferences = usePreferences();
  const viewer = shallowRef<SessionViewer | null>(null);
  /** Why it could not be read who is signed in. */
  const failure = shallowRef<Failure | null>(null);
  const tenant = ref<TenantContext | null>(readTenant());

  const workspace = computed<SessionWorkspace | null>(() => {
    const workspaces = viewer.value?.workspaces ?? [];
    return workspaces.find(({ slug }) => slug === preferences.workspaceSlug) ?? workspaces[0] ?? null;
  });

  /** Whether to offer something; only the server decides. */
  function can(capability: string): boolean {
    return workspace.value?.viewerCapabilities.includes(capability) ?? false;
  }

  function chooseWorkspace(slug: string): void {
    if (slug === workspace.value?.slug) return;
    preferences.workspaceSlug = slug;
    chooseTenant(null);
  }

  function chooseTenant(chosen: TenantContext | null): void {
    tenant.value = chosen;
    writeTenant(chosen);
  }

  /** Takes the tenant that an address names; one that cannot be seen leaves the context as it is. */
  async function openTenant(client: Client, id: string): Promise<void> {
    if (tenant.value?.id === id) return;
    const { data } = await client.query(TenantNameDocument, { id });
    if (!data) return;
    const { name, workspace: owner } = data.managedTenant;
    chooseWorkspace(owner.slug);
    chooseTenant({ id, name });
  }

  return { viewer, failure, workspace, tenant, can, chooseWorkspace, chooseTenant, openTenant };
});

// The tenant context belongs to the tab: two tabs may work on two tenants, and a reload keeps each where it was.
function readTenant(): TenantContext | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(TENANT_KEY) ?? 'null');
    return isTenant(stored) ? stored : null;
  } catch {
    return null;
  }
}

function writeTenant(tenant: TenantContext | null): void {
  try {
    if (tenant) sessionStorage.setItem(TENANT_KEY, JSON.stringify(tenant));
    else sessionStorage.removeItem(TENANT_KEY);
  } catch {
    // Without storage the context lives as long as the page.
  }
}

const isTenant = (value: unknown): value is TenantContext =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
