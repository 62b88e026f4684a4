import { z } from 'zod';

/** The workspaces of the demo. */
export const DEMO_WORKSPACES = [
  { slug: 'demo', name: 'Demo MSP' },
  { slug: 'other', name: 'Other MSP' },
] as const;

/** Profiles to capture with; no families means all of them. */
export const DEMO_PROFILES = [
  { name: 'Company baseline', families: [] },
  { name: 'Conditional Access', families: ['conditional_access'] },
] as const;

const tenants = z.array(
  z.object({ directoryId: z.string(), name: z.string(), clientId: z.string(), clientSecret: z.string() }),
);
export type DemoTenant = z.infer<typeof tenants>[number];

/** The tenants that the emulator serves, as the launcher describes them. */
export function readDemoTenants(json: string | undefined): readonly DemoTenant[] {
  return json === undefined ? [] : tenants.parse(JSON.parse(json));
}
