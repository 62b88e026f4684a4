import { setTimeout as pause } from 'node:timers/promises';
import type { BenchStack } from './bench-stack.ts';
import type { Session } from './console.ts';

/** A run that has ended, as its row tells it. */
export interface EndedRun {
  readonly id: string;
  readonly outcome: string;
  /** From the moment at which a worker took it up to its end. */
  readonly wallMs: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly completedAt: number;
}

/** The workspace's profile that has every family in scope. */
const EVERYTHING = `SELECT profile.id FROM baseline_profiles profile JOIN workspaces ON workspaces.id = workspace_id
                    WHERE slug = $1 AND families = '{}'`;
const LOOK_AGAIN_MS = 50;
const ENDS_WITHIN_MS = 300_000;

/** Starts a capture of one tenant with the profile that has every family in scope, and waits for its end. */
export async function captureTenant(stack: BenchStack, session: Session, tenantName: string): Promise<EndedRun> {
  const sourceTenantId = await idOf(stack, 'SELECT id FROM managed_tenants WHERE name = $1', tenantName);
  const baselineProfileId = await idOf(stack, EVERYTHING, 'demo');
  const { startBaselineCapture: started } = await session.ask<{
    startBaselineCapture: { run?: { id: string }; message?: string };
  }>(
    `mutation ($baselineProfileId: ID!, $sourceTenantId: ID!) {
       startBaselineCapture(baselineProfileId: $baselineProfileId, sourceTenantId: $sourceTenantId) {
         ... on OperationStarted { run { id } } ... on OperationBlocked { message }
       }
     }`,
    { baselineProfileId, sourceTenantId },
  );
  if (started.run === undefined) throw new Error(`The capture did not start: ${String(started.message)}`);
  return endOf(stack, started.run.id);
}

async function idOf({ database }: BenchStack, statement: string, name: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>(statement, [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`Nothing is called ${name}.`);
  return row.id;
}

/** @throws where it does not end in time */
export async function endOf({ database }: BenchStack, id: string): Promise<EndedRun> {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  while (performance.now() < deadline) {
    const { rows } = await database.query<{ outcome: string; started: Date | null; completed: Date }>(
      `SELECT outcome, started_at AS started, completed_at AS completed FROM operation_runs
       WHERE id = $1 AND status = 'completed'`,
      [id],
    );
    const [row] = rows;
    if (row !== undefined) {
      const [startedAt, completedAt] = [row.started?.getTime() ?? Number.NaN, row.completed.getTime()];
      return { id, outcome: row.outcome, wallMs: completedAt - startedAt, startedAt, completedAt };
    }
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`The run ${id} did not end within ${ENDS_WITHIN_MS / 1000} s.`);
}
