import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LOOKUP_FAMILIES, POLICY_FAMILIES, type PolicyFamily } from '@tenantatlas/drift';
import {
  EndpointRefused,
  isConnectionFailure,
  probeCollection,
  type GraphClient,
  type ReadFailure,
} from '@tenantatlas/graph-client';
import { z } from 'zod';
import { WorkspaceDatabase } from '../../../platform/database/index.js';
import { type RunConclusion, type RunExecution, type RunHandler, RunRegistry } from '../../operation-runs/index.js';
import { obstacleOf } from '../connection-readiness.js';
import { checkOf, verdictOf } from '../connection-verdict.js';
import {
  connectionOfTenant,
  type ConnectionStatus,
  type FamilyCheck,
  type ProviderConnectionRow,
} from '../provider-connection.row.js';
import { recordFindings, type ConnectionFindings } from '../provider-connection.store.js';
import { ProviderReaderFactory } from '../provider-reader.js';
import { conclusionOfRefusedSignIn } from '../sign-in-outcome.js';

const input = z.object({});
const resume = z.null();
type Input = z.infer<typeof input>;

const FAMILIES: readonly PolicyFamily[] = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES];

/** `provider.connection.check`: asks for a token, then whether each family may be read. */
@Injectable()
export class ConnectionCheckRun implements RunHandler<Input, null>, OnModuleInit {
  readonly type = 'provider.connection.check';
  readonly queue = 'light';
  readonly input = input;
  readonly resume = resume;
  readonly maxAttempts = 3;
  readonly takesTenantTurn = false;

  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly readers: ProviderReaderFactory,
    private readonly registry: RunRegistry,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  identityOf(): readonly string[] {
    return [];
  }

  async execute(execution: RunExecution<Input, null>): Promise<RunConclusion> {
    const { workspaceId, tenantId, signal } = execution;
    if (tenantId === null) throw new Error('a connection belongs to a tenant');
    const { connection, now } = await this.database.run(workspaceId, async (tx) => {
      const [time] = await tx.query<{ now: Date }>('SELECT now() AS now');
      return { connection: await connectionOfTenant(tx, tenantId), now: time?.now ?? new Date() };
    });
    const obstacle = obstacleOf(connection, now);
    if (connection === undefined) return { outcome: 'blocked', reason: { code: 'connection_missing' } };
    if (obstacle !== null) {
      return conclude(connection, { outcome: 'blocked', reason: obstacle }, nothingKnown('refused'));
    }
    try {
      const reader = this.readers.open(connection, { signal });
      const refused = await reader.signIn();
      return refused === null ? await check(connection, reader.client) : refusal(connection, refused);
    } catch (error) {
      if (!(error instanceof EndpointRefused)) throw error;
      return refusal(connection, { reason: 'provider_unreachable' });
    }
  }
}

async function check(connection: ProviderConnectionRow, client: GraphClient): Promise<RunConclusion> {
  const [organisationName, results] = await Promise.all([
    organisationOf(client),
    Promise.all(FAMILIES.map((family) => probe(client, family))),
  ]);
  const lost = results.find(({ failure }) => failure !== undefined)?.failure;
  if (lost !== undefined) return refusal(connection, lost);
  const familyChecks = results.map((result) => result.check);
  const { status, conclusion } = verdictOf(familyChecks);
  return conclude(connection, conclusion, { status, organisationName, familyChecks });
}

async function probe(
  client: GraphClient,
  family: PolicyFamily,
): Promise<{ check: FamilyCheck; failure?: ReadFailure }> {
  const probes = await Promise.all(
    family.collections.map(async (collection) => ({
      permission: collection.permission,
      answer: await probeCollection(client, family, collection),
    })),
  );
  // A connection that broke down says nothing of permissions, so nothing is concluded about the family.
  const failure = probes.flatMap(({ answer }) => (answer.ok ? [] : [answer.failure])).find(isConnectionFailure);
  return { check: checkOf(family, probes), failure };
}

const organisation = z.object({ value: z.array(z.object({ displayName: z.string() })).min(1) });

/** The tenant's own name; null where the app may not read it, which keeps nothing else from working. */
async function organisationOf(client: GraphClient): Promise<string | null> {
  const answer = await client.get('organization', { select: ['displayName'] });
  const read = organisation.safeParse(answer.ok ? answer.value : null);
  return read.success ? (read.data.value[0]?.displayName.slice(0, 200) ?? null) : null;
}

function refusal(connection: ProviderConnectionRow, failure: ReadFailure): RunConclusion {
  const conclusion = conclusionOfRefusedSignIn(failure);
  return conclude(connection, conclusion, nothingKnown(conclusion.outcome === 'blocked' ? 'refused' : 'unreachable'));
}

function nothingKnown(status: ConnectionStatus): ConnectionFindings {
  return { status, organisationName: null, familyChecks: [] };
}

function conclude(
  connection: ProviderConnectionRow,
  conclusion: RunConclusion,
  findings: ConnectionFindings,
): RunConclusion {
  return { ...conclusion, write: (tx) => recordFindings(tx, connection, findings) };
}
