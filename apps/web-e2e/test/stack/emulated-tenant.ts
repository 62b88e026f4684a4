import { randomUUID } from 'node:crypto';
import type { Fault } from './provider-faults.js';
import { EMULATOR_URL } from './surroundings.js';

interface Report {
  readonly count: number;
  readonly tokens: number;
  readonly byPath: Readonly<Record<string, number>>;
}

export interface TenantOptions {
  readonly policies?: number;
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
}

/** A tenant at the emulated provider, one for each test that reads one. */
export class EmulatedTenant {
  readonly id = randomUUID();
  readonly clientId = randomUUID();
  readonly clientSecret = randomUUID();
  /** Two tenants of one name would be hard to tell apart on a page. */
  readonly name = `Tenant ${this.id.slice(0, 8)}`;

  private constructor() {}

  static async serve({ policies = 40, latencyMs = 0, faults = [] }: TenantOptions = {}): Promise<EmulatedTenant> {
    const tenant = new EmulatedTenant();
    await tenant.#control('PUT', '', {
      tenantId: tenant.id,
      displayName: tenant.name,
      source: { kind: 'generated', policies, seed: 'browser' },
      credentials: [{ clientId: tenant.clientId, clientSecret: tenant.clientSecret }],
      latencyMs,
      faults,
    });
    return tenant;
  }

  /** How many requests it has answered so far, tokens among them. */
  async requests(): Promise<number> {
    const { count, tokens } = await this.#report();
    return count + tokens;
  }

  /** How often this path was asked for. */
  async requestsFor(path: string): Promise<number> {
    return (await this.#report()).byPath[path] ?? 0;
  }

  #report(): Promise<Report> {
    return this.#control('GET', '/requests') as Promise<Report>;
  }

  async #control(method: string, below: string, body?: unknown): Promise<unknown> {
    const url = `${EMULATOR_URL}/emulator/tenants/${this.id}${below}`;
    const response = await fetch(url, { method, body: body === undefined ? null : JSON.stringify(body) });
    if (!response.ok) throw new Error(`The emulator refused ${method} ${url}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}
