import type { FactKey, PresentableRun, Progress, ReasonParams, SummaryCountKey, WaitReason } from '@tenantatlas/ops-ux';
import type { RunCardFragment } from '../../generated/graphql.js';

type Lower<Word extends string> = Lowercase<Word>;
const lower = <Word extends string>(word: Word): Lower<Word> => word.toLowerCase() as Lower<Word>;

/** A run of the API in the form that the presenter speaks of; the server's own words are left behind. */
export function presentableCard(run: RunCardFragment): PresentableRun {
  return {
    id: run.id,
    type: run.type,
    status: lower(run.status),
    outcome: lower(run.outcome),
    progress: progressOfCard(run.progress),
    reasonCode: run.reasonCode,
    reasonParams: (run.reasonParams ?? null) as ReasonParams | null,
    summaryCounts: run.summaryCounts.map(({ key, value }) => ({ key: key as SummaryCountKey, value })),
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    heartbeatAt: run.heartbeatAt,
    advancedAt: run.advancedAt,
    leaseExpiresAt: run.leaseExpiresAt,
    cancelRequestedAt: run.cancelRequestedAt,
    waitingFor: run.waitingFor as WaitReason | null,
    waitingUntil: run.waitingUntil,
    initiatorName: run.initiatorName,
    tenantId: run.tenant?.id ?? null,
    tenantName: run.tenant?.name ?? null,
    related: run.related,
  };
}

type CardProgress = RunCardFragment['progress'];
type CardPhase = Extract<CardProgress, { __typename: 'PhasedProgress' }>['phase'];

function progressOfCard(progress: CardProgress): Progress {
  const { asOf } = progress;
  switch (progress.__typename) {
    case 'NoProgress':
      return { mode: 'none', asOf };
    case 'ActivityProgress':
      return { mode: 'activity', asOf };
    case 'CountedProgress': {
      const { processed, total, percent } = progress;
      return { mode: 'counted', asOf, processed, total, percent };
    }
    case 'PhasedProgress': {
      const facts = progress.facts.map(({ key, value }) => ({ key: key as FactKey, value }));
      return {
        mode: 'phased',
        asOf,
        phase: phaseOfCard(progress.phase),
        phases: progress.phases.map(phaseOfCard),
        facts,
      };
    }
    case 'CompositeProgress': {
      const { total, sourceId, counts } = progress;
      const buckets = counts.map(({ key, value }) => ({ key, value })) as Extract<
        Progress,
        { mode: 'composite' }
      >['counts'];
      return { mode: 'composite', asOf, counts: buckets, total, sourceKind: 'evidence_snapshot', sourceId };
    }
  }
}

const phaseOfCard = ({ key, state, enteredAt, leftAt }: CardPhase) => ({ key, state: lower(state), enteredAt, leftAt });
