import { loadContent } from './content.js';
import { FaultPlan } from './fault-plan.js';
import type { Fault } from './fault.js';
import { RequestLog } from './request-log.js';
import type { EmulatedTenant, TenantContent } from './tenant.js';

/** A tenant while it is served: its content, its faults, and what was asked of it. */
export class ServedTenant {
  readonly log = new RequestLog();
  plan: FaultPlan;
  #content: TenantContent | undefined;

  constructor(readonly tenant: EmulatedTenant) {
    this.plan = new FaultPlan(tenant.faults ?? [], tenant.tenantId);
  }

  /** Made at the first request, so that starting takes no time and a tenant nobody reads takes no memory. */
  get content(): TenantContent {
    this.#content ??= loadContent(this.tenant);
    return this.#content;
  }

  /** Replaces the faults; what earlier ones counted is forgotten. */
  setFaults(faults: readonly Fault[], seed: string | number = this.tenant.tenantId): void {
    this.plan = new FaultPlan(faults, seed);
  }
}
