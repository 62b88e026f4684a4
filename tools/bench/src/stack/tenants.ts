import { randomUUID } from 'node:crypto';
import type { EmulatedTenant } from '@tenantatlas/stack/launch/demo-tenants.ts';

/** A tenant made by the emulator's generator; another name makes another one of the same kind. */
export function generatedTenant(name: string, policies: number, latencyMs?: number): EmulatedTenant {
  return {
    tenantId: randomUUID(),
    displayName: name,
    source: { kind: 'generated', policies, seed: name },
    credentials: [{ clientId: randomUUID(), clientSecret: 'bench' }],
    latencyMs,
  };
}
