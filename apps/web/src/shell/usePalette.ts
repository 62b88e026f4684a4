import { Activity, Building2, Layers, LifeBuoy, PlugZap, Play, RefreshCw } from '@lucide/vue';
import { useQuery } from '@urql/vue';
import { computed, type Component, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useSupportDiagnostics } from '../features/support/index.js';
import { useTenantOperations } from '../features/tenants/index.js';
import { PaletteDocument } from '../generated/graphql.js';
import { useSession } from '../shared/session/session.store.js';
import { useSettled } from '../shared/ui/useSettled.js';
import { NAVIGATION } from './navigation.js';
import { matchesSearch, termsOf } from './palette-terms.js';

export interface PaletteEntry {
  id: string;
  label: string;
  detail?: string;
  icon: Component;
  choose: () => void;
}
export interface PaletteGroup {
  key: string;
  entries: PaletteEntry[];
}

/** Of how many tenants and baselines the palette offers to start something. */
const MOST_SUBJECTS = 3;

/** Everything that can be reached or started by typing, for what has been typed. */
export function usePalette(open: Readonly<Ref<boolean>>, search: Readonly<Ref<string>>) {
  const { t } = useI18n();
  const router = useRouter();
  const session = useSession();
  const tenantOperations = useTenantOperations();
  const support = useSupportDiagnostics();
  const settled = useSettled(search, 150);
  const commands = ['capture', 'sync', 'check'].map((command) => t(`palette.${command}`, { name: '' }));

  const result = useQuery({
    query: PaletteDocument,
    variables: computed(() => ({
      workspaceId: session.workspace?.id ?? '',
      slug: session.workspace?.slug ?? '',
      search: settled.value || null,
      terms: termsOf(settled.value, commands) || null,
    })),
    pause: computed(() => !open.value || !session.workspace),
  });
  const found = computed(() => result.data.value);
  const go = (to: string) => () => void router.push(to);
  const matches = (label: string): boolean => matchesSearch(label, search.value);

  const pages = computed<PaletteEntry[]>(() =>
    NAVIGATION.flatMap(({ entries }) => entries)
      .filter(({ capability }) => !capability || session.can(capability))
      .map(({ key, to, icon }) => ({ id: `page:${key}`, label: t(`nav.${key}`), icon, choose: go(to) }))
      .filter(({ label }) => matches(label)),
  );

  const tenants = computed<PaletteEntry[]>(() =>
    (found.value?.workspace.tenants.nodes ?? []).map(({ id, name }) => ({
      id: `tenant:${id}`,
      label: name,
      icon: Building2,
      choose: go(`/tenants/${id}`),
    })),
  );
  const baselines = computed<PaletteEntry[]>(() =>
    (found.value?.workspace.baselineProfiles.nodes ?? []).map(({ id, name }) => ({
      id: `baseline:${id}`,
      label: name,
      icon: Layers,
      choose: go(`/baselines/${id}`),
    })),
  );
  const runs = computed<PaletteEntry[]>(() =>
    (found.value?.operationRuns.nodes ?? []).map(({ id, title, tenant }) => ({
      id: `run:${id}`,
      label: title,
      ...(tenant && { detail: tenant.name }),
      icon: Activity,
      choose: go(`/operations/${id}`),
    })),
  );

  const actions = computed<PaletteEntry[]>(() => {
    const subjects = session.tenant
      ? [session.tenant]
      : (found.value?.workspace.subjects.nodes ?? []).slice(0, MOST_SUBJECTS);
    const targets = (found.value?.workspace.targets.nodes ?? []).slice(0, MOST_SUBJECTS);
    const offered = [
      ...targets.map(({ id, name }) => ({
        id: `capture:${id}`,
        label: t('palette.capture', { name }),
        icon: Play,
        choose: go(`/baselines/${id}?start=capture`),
        capability: 'baselines.capture',
      })),
      ...subjects.map(({ id, name }) => ({
        id: `sync:${id}`,
        label: t('palette.sync', { name }),
        icon: RefreshCw,
        choose: () => void tenantOperations.sync(id),
        capability: 'inventory.sync',
      })),
      ...subjects.map(({ id, name }) => ({
        id: `check:${id}`,
        label: t('palette.check', { name }),
        icon: PlugZap,
        choose: () => void tenantOperations.check(id),
        capability: 'connections.check',
      })),
      {
        id: 'support',
        label: t('palette.diagnostics'),
        icon: LifeBuoy,
        choose: () => void support.collect(),
        capability: 'support.diagnostics',
      },
    ];
    return offered.filter(({ label, capability }) => session.can(capability) && matches(label));
  });

  return computed<PaletteGroup[]>(() =>
    [
      { key: 'pages', entries: pages.value },
      { key: 'tenants', entries: tenants.value },
      { key: 'baselines', entries: baselines.value },
      { key: 'runs', entries: runs.value },
      { key: 'actions', entries: actions.value },
    ].filter(({ entries }) => entries.length > 0),
  );
}
