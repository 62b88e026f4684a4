import { median } from '../measures/statistics.ts';
import type { Programme } from '../programme.ts';
import { type BenchStack, startBenchStack } from '../stack/bench-stack.ts';
import { type Session, signIn } from '../stack/console.ts';
import { generatedTenant } from '../stack/tenants.ts';

const FEW = 100;
const MANY = 100_000;
const PAGE = 25;
const SAMPLES = 60;
const WARM_UP = 10;

export const LIST: Programme = {
  name: 'list',
  about: `a page of operations at ${FEW} and at ${MANY} runs in the database`,
  run: async () => {
    const stack = await startBenchStack({ tenants: [generatedTenant('list', 10)] });
    try {
      const session = await signIn(stack.url);
      const { workspace } = await session.ask<{ workspace: { id: string } }>('{ workspace(slug: "demo") { id } }');
      await fillUpTo(stack, workspace.id, FEW);
      const few = await measure(session, workspace.id);
      await fillUpTo(stack, workspace.id, MANY);
      const many = await measure(session, workspace.id);
      return {
        measurements: [
          {
            what: `First page of ${PAGE} runs: of ${MANY} ÷ of ${FEW}`,
            measured: many.first / few.first,
            limit: 1.5,
            unit: '×',
          },
          { what: '  the oldest page', measured: many.oldest / few.oldest, limit: 1.5, unit: '×' },
          { what: '  those that need attention', measured: many.attention / few.attention, unit: '×' },
          { what: `  first page of ${MANY}`, measured: many.first, unit: 'ms' },
        ],
        facts: { few, many },
      };
    } finally {
      await stack.stop();
    }
  },
};

/** Runs that have ended, one a minute up to now; the newest has the greatest id, as for real ones. One in fifty failed. */
async function fillUpTo({ database }: BenchStack, workspaceId: string, count: number): Promise<void> {
  await database.query(
    `INSERT INTO operation_runs (workspace_id, id, tenant_id, type, status, outcome, initiator_kind, initiator_name,
                                 identity_hash, attempt, created_at, started_at, completed_at)
     SELECT workspace_id, uuidv7(at - now()), id, 'inventory.sync', 'completed',
            CASE WHEN number % 50 = 0 THEN 'failed' ELSE 'succeeded' END, 'system', 'Bench',
            sha256(number::text::bytea), 1, at, at, at
     FROM managed_tenants, generate_series((SELECT count(*) FROM operation_runs) + 1, $2::int) AS number,
          LATERAL (SELECT now() - ($3::int - number) * interval '1 minute' AS at)
     WHERE workspace_id = $1`,
    [workspaceId, count, MANY],
  );
  await database.query('ANALYZE operation_runs');
}

async function measure(session: Session, workspaceId: string) {
  const page = async (which: Readonly<Record<string, unknown>>): Promise<void> => {
    const { operationRuns } = await session.ask<{ operationRuns: { nodes: readonly unknown[] } }>(
      `query ($workspaceId: ID!, $first: Int, $last: Int, $filter: OperationRunFilter) {
         operationRuns(workspaceId: $workspaceId, first: $first, last: $last, filter: $filter) {
           nodes { id revision title status outcome statement createdAt completedAt tenant { id name } }
           pageInfo { hasNextPage endCursor }
         }
       }`,
      { workspaceId, ...which },
    );
    if (operationRuns.nodes.length === 0) throw new Error('A page that is measured holds nothing.');
  };
  return {
    first: await medianOf(() => page({ first: PAGE })),
    oldest: await medianOf(() => page({ last: PAGE })),
    attention: await medianOf(() => page({ first: PAGE, filter: { needsAttention: true } })),
  };
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < WARM_UP + SAMPLES; sample += 1) {
    const begun = performance.now();
    await work();
    if (sample >= WARM_UP) samples.push(performance.now() - begun);
  }
  return median(samples);
}
