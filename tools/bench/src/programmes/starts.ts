import { randomUUID } from 'node:crypto';
import type { Programme } from '../programme.ts';
import { type BenchStack, startBenchStack } from '../stack/bench-stack.ts';
import { endOf } from '../stack/captures.ts';
import { type Session, signIn } from '../stack/console.ts';
import { generatedTenant } from '../stack/tenants.ts';

const IDENTICAL = 200;
const DISTINCT = 300;
const AT_A_TIME = 8;

export const STARTS: Programme = {
  name: 'starts',
  about: `${IDENTICAL} identical starts at once, and how many distinct ones a second`,
  run: async () => {
    const stack = await startBenchStack({ tenants: [generatedTenant('starts', 10, 200)] });
    try {
      const session = await signIn(stack.url);
      const { workspace } = await session.ask<Demo>(
        '{ workspace(slug: "demo") { id tenants { nodes { id } } baselineProfiles { nodes { id } } } }',
      );
      const tenantId = workspace.tenants.nodes[0]?.id ?? '';
      const profileId = workspace.baselineProfiles.nodes[0]?.id ?? '';

      const begun = performance.now();
      const identical = await Promise.all(Array.from({ length: IDENTICAL }, () => start(session, tenantId, profileId)));
      const identicalMs = performance.now() - begun;
      const ids = new Set(identical.map(({ run }) => run.id));
      for (const id of ids) await endOf(stack, id);
      const rows = await countRuns(stack, profileId);

      const profiles = await addProfiles(session, workspace.id);
      const startsPerSecond = await rateOf(profiles, (id) => start(session, tenantId, id));
      const insertsPerSecond = await bareInserts(stack);
      return {
        measurements: [
          {
            what: `Runs that ${IDENTICAL} identical starts at once gave`,
            measured: Math.max(ids.size, rows),
            limit: 1,
            unit: '',
            detail: `answered within ${identicalMs.toFixed(0)} ms, ${identical.filter((one) => !one.alreadyActive).length} as new`,
          },
          {
            what: 'Distinct starts',
            measured: startsPerSecond,
            unit: '/s',
            detail: `${AT_A_TIME} at a time, over HTTP`,
          },
          { what: '  bare INSERTs of one row, each its own transaction', measured: insertsPerSecond, unit: '/s' },
          { what: '  bare INSERTs ÷ starts', measured: insertsPerSecond / startsPerSecond, unit: '×' },
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

interface Demo {
  readonly workspace: {
    readonly id: string;
    readonly tenants: { readonly nodes: readonly { readonly id: string }[] };
    readonly baselineProfiles: { readonly nodes: readonly { readonly id: string }[] };
  };
}

interface Started {
  readonly run: { readonly id: string };
  readonly alreadyActive: boolean;
}

async function start(session: Session, tenantId: string, profileId: string): Promise<Started> {
  const { startBaselineCapture: started } = await session.ask<{ startBaselineCapture: Partial<Started> }>(
    `mutation ($profileId: ID!, $tenantId: ID!) {
       startBaselineCapture(baselineProfileId: $profileId, sourceTenantId: $tenantId) {
         ... on OperationStarted { run { id } alreadyActive }
       }
     }`,
    { profileId, tenantId },
  );
  const { run, alreadyActive } = started;
  if (run === undefined || alreadyActive === undefined) throw new Error('A start was refused.');
  return { run, alreadyActive };
}

async function countRuns({ database }: BenchStack, profileId: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(
    `SELECT count(*) FROM operation_runs WHERE context->'input'->>'profileId' = $1`,
    [profileId],
  );
  return Number(rows[0]?.count);
}

/** Captures of another profile are another run each. */
async function addProfiles(session: Session, workspaceId: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = 0; number < DISTINCT; number += 1) {
    const { createBaselineProfile: created } = await session.ask<{ createBaselineProfile: { id?: string } }>(
      `mutation ($workspaceId: ID!, $name: String!) {
         createBaselineProfile(workspaceId: $workspaceId, name: $name, families: ["roles"]) {
           ... on BaselineProfile { id }
         }
       }`,
      { workspaceId, name: `Profile ${number}` },
    );
    if (created.id === undefined) throw new Error('A profile was refused.');
    ids.push(created.id);
  }
  return ids;
}

async function bareInserts({ database }: BenchStack): Promise<number> {
  await database.query('CREATE TABLE bare_row (id uuid PRIMARY KEY, at timestamptz DEFAULT now(), context jsonb)');
  const ids = Array.from({ length: DISTINCT }, () => randomUUID());
  return rateOf(ids, (id) => database.query('INSERT INTO bare_row (id, context) VALUES ($1, $2)', [id, { input: id }]));
}

/** Pieces of work done per second, a few at a time. */
async function rateOf<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<number> {
  const waiting = [...items];
  const begun = performance.now();
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return (items.length * 1000) / (performance.now() - begun);
}
