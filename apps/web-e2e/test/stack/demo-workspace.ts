import { randomUUID } from 'node:crypto';
import type { ApiClient } from '@tenantatlas/testing';
import { EmulatedTenant, type TenantOptions } from './emulated-tenant.js';
import { sessionOf, type Person } from './people.js';

/** A tenant that the demo workspace looks after, and what answers for it at the provider. */
export interface ManagedTenant {
  readonly id: string;
  readonly name: string;
  readonly provider: EmulatedTenant;
}

export interface Profile {
  readonly id: string;
  readonly name: string;
}

let workspaceId: Promise<string> | undefined;

export function demoWorkspaceId(): Promise<string> {
  workspaceId ??= sessionOf('owner')
    .then((owner) => owner.query<{ workspace: { id: string } }>('{ workspace(slug: "demo") { id } }'))
    .then(({ workspace }) => workspace.id);
  return workspaceId;
}

/** Connects a tenant of its own, so that no test waits for another's turn or meets another's faults. */
export async function aTenant(options: TenantOptions = {}): Promise<ManagedTenant> {
  const provider = await EmulatedTenant.serve(options);
  const owner = await sessionOf('owner');
  const connection = {
    kind: 'EMULATOR',
    directoryId: provider.id,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
  };
  const { addManagedTenant } = await owner.query<{ addManagedTenant: { id?: string; message?: string } }>(
    `mutation ($workspaceId: ID!, $name: String!, $connection: ConnectionInput!) {
      addManagedTenant(workspaceId: $workspaceId, name: $name, connection: $connection) {
        ... on ManagedTenant { id }
        ... on Refused { message }
      }
    }`,
    { workspaceId: await demoWorkspaceId(), name: provider.name, connection },
  );
  return { id: expectId(addManagedTenant), name: provider.name, provider };
}

/** A baseline that no other test captures into. */
export async function aProfile(name = 'Baseline'): Promise<Profile> {
  const unique = `${name} ${randomUUID().slice(0, 8)}`;
  const owner = await sessionOf('owner');
  const { createBaselineProfile } = await owner.query<{ createBaselineProfile: { id?: string; message?: string } }>(
    `mutation ($workspaceId: ID!, $name: String!) {
      createBaselineProfile(workspaceId: $workspaceId, name: $name) {
        ... on BaselineProfile { id }
        ... on Refused { message }
      }
    }`,
    { workspaceId: await demoWorkspaceId(), name: unique },
  );
  return { id: expectId(createBaselineProfile), name: unique };
}

const STARTED = `{ ... on OperationStarted { run { id } } ... on OperationBlocked { message } }`;
type Started = Record<'start', { run?: { id: string }; message?: string }>;

/** Starts a capture without the console; returns the run's id. */
export async function startCapture(profile: Profile, tenant: ManagedTenant, by: Person = 'operator'): Promise<string> {
  const { start } = await (
    await sessionOf(by)
  ).query<Started>(
    `mutation ($profile: ID!, $tenant: ID!) {
      start: startBaselineCapture(baselineProfileId: $profile, sourceTenantId: $tenant) ${STARTED}
    }`,
    { profile: profile.id, tenant: tenant.id },
  );
  return expectId(start.run ?? start);
}

export async function startSync(tenant: ManagedTenant, by: Person = 'operator'): Promise<string> {
  const { start } = await (
    await sessionOf(by)
  ).query<Started>(`mutation ($tenant: ID!) { start: syncInventory(tenantId: $tenant) ${STARTED} }`, {
    tenant: tenant.id,
  });
  return expectId(start.run ?? start);
}

export interface RunState {
  readonly status: string;
  readonly outcome: string;
  readonly attempt: number;
  readonly related: readonly { readonly kind: string; readonly id: string; readonly href: string }[];
}

export async function readRun(id: string, as?: ApiClient): Promise<RunState> {
  const client = as ?? (await sessionOf('owner'));
  const { operationRun } = await client.query<{ operationRun: RunState }>(
    `query ($id: ID!) { operationRun(id: $id) { status outcome attempt related { kind id href } } }`,
    { id },
  );
  return operationRun;
}

/** A tenant that has been captured, for tests that look at what a capture leaves. */
export async function aFinishedCapture(options: TenantOptions = {}): Promise<{
  tenant: ManagedTenant;
  profile: Profile;
  runId: string;
  snapshotPath: string;
}> {
  const [tenant, profile] = await Promise.all([aTenant(options), aProfile()]);
  const runId = await startCapture(profile, tenant);
  const run = await untilFinished(runId);
  const snapshot = run.related.find(({ kind }) => kind === 'baseline_snapshot');
  if (snapshot === undefined) throw new Error(`The capture left no snapshot: ${JSON.stringify(run)}`);
  return { tenant, profile, runId, snapshotPath: snapshot.href };
}

const FINISHED_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 200;

export async function untilFinished(id: string): Promise<RunState> {
  const deadline = Date.now() + FINISHED_WITHIN_MS;
  for (;;) {
    const run = await readRun(id);
    if (run.status === 'COMPLETED') return run;
    if (Date.now() > deadline) throw new Error(`The run does not end: ${JSON.stringify(run)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function expectId({ id, message }: { readonly id?: string; readonly message?: string }): string {
  if (id === undefined) throw new Error(`Refused: ${message ?? 'without a reason'}`);
  return id;
}
