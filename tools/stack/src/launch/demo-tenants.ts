import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A tenant as the emulator's configuration file describes it. */
export interface EmulatedTenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly source:
    | { readonly kind: 'generated'; readonly policies: number; readonly seed: string }
    | { readonly kind: 'export'; readonly folder: string };
  readonly credentials: readonly { readonly clientId: string; readonly clientSecret: string }[];
  readonly latencyMs?: number;
  readonly faults?: readonly Readonly<Record<string, string | number>>[];
}

/** What the demo seed needs to connect the demo workspace to a tenant. */
export interface DemoConnection {
  readonly directoryId: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

type Description = Pick<EmulatedTenant, 'displayName' | 'source' | 'latencyMs' | 'faults'>;

/** Each shows something else: the usual, a refused family, size, a provider that keeps one waiting. */
const GENERATED: readonly Description[] = [
  { displayName: 'Contoso', source: generated('contoso', 120) },
  {
    displayName: 'Fabrikam',
    source: generated('fabrikam', 80),
    faults: [{ kind: 'refuse', path: 'identity/conditionalAccess/policies' }],
  },
  { displayName: 'Northwind', source: generated('northwind', 500), latencyMs: 100 },
  {
    displayName: 'Tailspin',
    source: generated('tailspin', 200),
    latencyMs: 400,
    faults: [{ kind: 'throttle', retryAfter: 2, every: 12 }],
  },
];

const EXPORT_KINDS = [
  { folder: 'intunecd', title: 'IntuneCD' },
  { folder: 'conditional-access', title: 'Conditional Access' },
];

/** The tenants of the demo workspace; their ids are the same at every start, because connections are kept. */
export function demoTenants(exportsDir: string, clientSecret: string): readonly EmulatedTenant[] {
  return [...GENERATED, ...exportsIn(exportsDir)].map((description) => ({
    ...description,
    tenantId: uuidOf(`tenant ${description.displayName}`),
    credentials: [{ clientId: uuidOf(`app ${description.displayName}`), clientSecret }],
  }));
}

export function demoConnections(tenants: readonly EmulatedTenant[]): readonly DemoConnection[] {
  return tenants.flatMap(({ tenantId, displayName, credentials }) =>
    credentials.map((credential) => ({ directoryId: tenantId, name: displayName, ...credential })),
  );
}

function exportsIn(exportsDir: string): readonly Description[] {
  return EXPORT_KINDS.flatMap(({ folder, title }) => {
    const parent = join(exportsDir, folder);
    if (!existsSync(parent)) return [];
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ displayName: `${title} ${name}`, source: { kind: 'export', folder: join(parent, name) } }));
  });
}

function generated(seed: string, policies: number): EmulatedTenant['source'] {
  return { kind: 'generated', policies, seed };
}

/** A UUID of version 8, which is the one for values made in one's own way. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`tenantatlas demo ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
