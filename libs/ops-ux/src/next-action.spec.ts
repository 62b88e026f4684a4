import { describe, expect, it } from '@jest/globals';
import { nextActionOf } from './next-action.js';
import { OperationUxPresenter } from './operation-ux-presenter.js';
import type { PresentableRun } from './presentable-run.js';

const NOW = new Date('2026-11-23T10:46:00Z');

function run(more: Partial<PresentableRun>): PresentableRun {
  const progress = { mode: 'activity', asOf: null } as const;
  return {
    id: 'r-1',
    type: 'inventory.sync',
    status: 'queued',
    outcome: 'pending',
    progress,
    summaryCounts: [],
    ...more,
  };
}
const ended = (outcome: PresentableRun['outcome'], more: Partial<PresentableRun> = {}) =>
  nextActionOf(run({ status: 'completed', outcome, tenantId: 't-1', ...more }))?.href;

describe('the one next action', () => {
  it('of an active run is to follow it', () => {
    expect(nextActionOf(run({}))).toEqual({ key: 'action.view_operation', href: '/operations/r-1' });
  });

  it.each<[PresentableRun['type'], Partial<PresentableRun>, string]>([
    ['baseline_capture', { related: [{ kind: 'baseline_snapshot', id: 's-1' }] }, '/baselines/snapshots/s-1'],
    ['baseline_compare', {}, '/findings?operation=r-1'],
    ['tenant.evidence_snapshot.generate', { related: [{ kind: 'evidence_snapshot', id: 'e-1' }] }, '/evidence/e-1'],
    ['tenant.review.compose', { related: [{ kind: 'tenant_review', id: 'v-1' }] }, '/reviews/v-1'],
    ['tenant.review_pack.generate', { related: [{ kind: 'review_pack', id: 'p-1' }] }, '/review-packs/p-1'],
    ['inventory.sync', {}, '/tenants/t-1/inventory'],
    ['provider.connection.check', {}, '/tenants/t-1/connection'],
    ['support.diagnostics.collect', {}, '/support'],
    ['findings.bulk_triage', {}, '/operations/r-1'],
    ['a.type.of.tomorrow', {}, '/operations/r-1'],
  ])('after a %s that succeeded is to look at what it made', (type, more, href) => {
    expect(ended('succeeded', { type, ...more })).toBe(href);
  });

  it('after a failure leads to where the cause is put right', () => {
    expect(ended('failed', { reasonCode: 'credentials_expired' })).toBe('/tenants/t-1/connection');
    expect(ended('blocked', { reasonCode: 'tenant_not_assigned' })).toBe('/baselines');
    expect(ended('failed', { reasonCode: 'worker_lost' })).toBe('/operations/r-1');
    expect(ended('partially_succeeded', { reasonCode: 'families_not_read' })).toBe('/operations/r-1');
  });

  it('never builds a link from what is no id', () => {
    expect(nextActionOf(run({ id: '../settings?x' }))).toBeNull();
    expect(ended('failed', { reasonCode: 'credentials_expired', tenantId: 'https://elsewhere' })).toBe(
      '/operations/r-1',
    );
  });
});

describe('the presenter', () => {
  const presenter = new OperationUxPresenter({ locale: 'en', timeZone: 'UTC' });

  it('announces a start, and work that was under way already', () => {
    const queued = run({ tenantName: 'Contoso' });
    expect(presenter.started(queued, false, NOW)).toEqual({
      message: 'Inventory refresh for Contoso is queued',
      action: { label: 'View operation', href: '/operations/r-1' },
    });
    expect(presenter.started(queued, true, NOW).message).toBe('Inventory refresh for Contoso is already under way');
  });

  it('words a refused start with its way out', () => {
    expect(presenter.refused('connection_missing', null, 't-1')).toEqual({
      message:
        'The tenant has no connection to its provider. Nothing was read and existing data is unchanged. Set up a connection for the tenant, then start again.',
      nextAction: { label: 'Open connection', href: '/tenants/t-1/connection' },
    });
    expect(presenter.refused('already_running', null, null).nextAction).toBeNull();
  });
});
