import { readTenant } from './configuration.js';
import { readFaults, type Fault } from './fault.js';
import type { FaultPlan } from './fault-plan.js';
import type { RequestReport } from './request-log.js';
import { ServedTenant } from './served-tenant.js';
import type { EmulatedTenant, SourceFile, TenantSource } from './tenant.js';
import type { Tokens } from './tokens.js';

/** What a test, a benchmark or a demonstration may do to the emulator while it runs. */
export interface EmulatorControl {
  /** Serves one more tenant; one that is served under the same id is replaced by it. */
  serve(tenant: EmulatedTenant): void;
  setFaults(tenantId: string, faults: readonly Fault[], seed?: string | number): void;
  clearFaults(tenantId: string): void;
  faults(tenantId: string): ReturnType<FaultPlan['describe']>;
  expireTokens(tenantId: string): void;
  requests(tenantId: string): RequestReport;
  resetRequests(tenantId: string): void;
  source(tenantId: string): { readonly origin: TenantSource['kind']; readonly files: readonly SourceFile[] };
}

/** @throws RangeError from every call that names a tenant which is not served. */
export function controlOf(tenants: Map<string, ServedTenant>, tokens: Tokens): EmulatorControl {
  const served = (tenantId: string): ServedTenant => {
    const found = tenants.get(tenantId);
    if (found === undefined) throw new RangeError(`No tenant ${tenantId} is served.`);
    return found;
  };
  return {
    serve: (tenant) => {
      tenants.set(tenant.tenantId, new ServedTenant(tenant));
    },
    setFaults: (tenantId, faults, seed) => {
      served(tenantId).setFaults(faults, seed);
    },
    clearFaults: (tenantId) => {
      served(tenantId).setFaults([]);
    },
    faults: (tenantId) => served(tenantId).plan.describe(),
    expireTokens: (tenantId) => {
      tokens.expire(served(tenantId).tenant.tenantId);
    },
    requests: (tenantId) => served(tenantId).log.report(),
    resetRequests: (tenantId) => {
      served(tenantId).log.reset();
    },
    source: (tenantId) => {
      const { origin, files } = served(tenantId).content;
      return { origin, files };
    },
  };
}

/** A control request over HTTP: `PUT /emulator/tenants/{id}/faults` and its like. */
export interface ControlRequest {
  readonly method: string;
  /** Below `/emulator`: `tenants/<id>/faults`. */
  readonly path: string;
  readonly body: string;
}

export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

const done: ControlAnswer = { status: 204, body: undefined };
const nothing: ControlAnswer = { status: 404, body: { error: 'Not found.' } };

export function answerControl(
  { method, path, body }: ControlRequest,
  control: EmulatorControl,
  tenants: ReadonlyMap<string, ServedTenant>,
): ControlAnswer {
  const [area, tenantId, what, ...rest] = path.split('/').filter((segment) => segment !== '');
  if (area === 'tenants' && tenantId === undefined && method === 'GET') return { status: 200, body: listOf(tenants) };
  if (area !== 'tenants' || tenantId === undefined || rest.length > 0) return nothing;
  if (what === undefined && method === 'PUT') return serve(tenantId, body, control);
  if (!tenants.has(tenantId)) return nothing;
  switch (`${method} ${what}`) {
    case 'GET source':
      return { status: 200, body: control.source(tenantId) };
    case 'GET requests':
      return { status: 200, body: control.requests(tenantId) };
    case 'DELETE requests':
      control.resetRequests(tenantId);
      return done;
    case 'DELETE tokens':
      control.expireTokens(tenantId);
      return done;
    case 'GET faults':
      return { status: 200, body: control.faults(tenantId) };
    case 'DELETE faults':
      control.clearFaults(tenantId);
      return done;
    case 'PUT faults':
      return setFaults(tenantId, body, control);
    default:
      return nothing;
  }
}

function serve(tenantId: string, body: string, control: EmulatorControl): ControlAnswer {
  try {
    const tenant = readTenant(JSON.parse(body), 'tenant');
    if (tenant.tenantId !== tenantId) throw new TypeError('tenant.tenantId must be the one in the path.');
    control.serve(tenant);
    return done;
  } catch (problem) {
    return { status: 400, body: { error: problem instanceof TypeError ? problem.message : 'The body is not JSON.' } };
  }
}

function setFaults(tenantId: string, body: string, control: EmulatorControl): ControlAnswer {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    return { status: 400, body: { error: 'The body is not JSON.' } };
  }
  const { faults, seed } = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
  const read = readFaults(faults);
  if ('problem' in read) return { status: 400, body: { error: read.problem } };
  control.setFaults(tenantId, read.faults, typeof seed === 'string' || typeof seed === 'number' ? seed : undefined);
  return done;
}

function listOf(tenants: ReadonlyMap<string, ServedTenant>): unknown {
  return [...tenants.values()].map(({ tenant: { tenantId, displayName, source } }) => ({
    tenantId,
    displayName,
    source,
  }));
}
