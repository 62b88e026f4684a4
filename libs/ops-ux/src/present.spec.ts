import { describe, expect, it } from '@jest/globals';
import { present } from './present.js';
import { presentableOf, type RunIdentity } from './presentable-run.js';
import type { StoredRun } from './stored-run.js';

const NOW = new Date('2026-11-23T10:46:00Z');
const ID = '0199d0a0-0000-7000-8000-000000000001';

const running: StoredRun = {
  type: 'baseline_capture',
  status: 'running',
  outcome: 'pending',
  createdAt: '2026-11-23T10:40:00Z',
  startedAt: '2026-11-23T10:41:00Z',
  heartbeatAt: '2026-11-23T10:45:55Z',
  advancedAt: '2026-11-23T10:45:50Z',
  leaseExpiresAt: '2026-11-23T10:46:30Z',
};
const capture = (progress: object): StoredRun => ({ ...running, context: { progress } });
const reading = capture({ phase: 'evidence_capture', facts: { listed: 240, captured: 212 } });
const sync = (processed: number, total: number): StoredRun => ({
  ...running,
  type: 'inventory.sync',
  summaryCounts: { processed, total },
  context: { progress: { totalFinal: true } },
});
const ended = (outcome: string, more: object = {}): StoredRun => ({
  ...running,
  status: 'completed',
  outcome,
  completedAt: '2026-11-23T10:45:20Z',
  ...more,
});

function tell(
  run: StoredRun,
  locale = 'en',
  identity: Partial<RunIdentity> = {},
  timeZone: string | undefined = 'UTC',
) {
  return present(presentableOf(run, { id: ID, tenantId: 't-1', ...identity }), { locale, now: NOW, timeZone });
}

describe('a run that waits', () => {
  const queued: StoredRun = { type: 'baseline_capture', status: 'queued', outcome: 'pending', createdAt: NOW };
  const waitingFor = (waitingFor: string, waitingUntil?: string): StoredRun => ({
    ...queued,
    context: { progress: { waitingFor, waitingUntil } },
  });

  it.each([
    [queued, 'Waiting to start', 'Wartet auf den Start'],
    [
      waitingFor('worker'),
      'Waiting to start, for a free worker',
      'Noch nicht gestartet, wartet auf einen freien Worker',
    ],
    [
      waitingFor('provider_rate_limit', '2026-11-23T10:50:00Z'),
      'Waiting to start, for the provider’s rate limit until 10:50',
      'Noch nicht gestartet, wartet bis 10:50 auf das Anfragelimit des Anbieters',
    ],
    [
      waitingFor('tenant_turn'),
      'Waiting to start, for its turn with this tenant',
      'Noch nicht gestartet, wartet auf die Reihe bei diesem Tenant',
    ],
    [waitingFor('a unicorn'), 'Waiting to start', 'Wartet auf den Start'],
  ])('says for what, where that is known', (run, english, german) => {
    expect(tell(run)).toMatchObject({ statement: english, state: 'waiting', liveness: 'fresh' });
    expect(tell(run, 'de').statement).toBe(german);
  });

  it('no longer waits for a time that has passed', () => {
    expect(tell(waitingFor('provider_rate_limit', '2026-11-23T10:40:00Z')).statement).toBe('Waiting to start');
  });

  it('keeps saying where it is while the provider holds a working run up', () => {
    const held = capture({
      phase: 'inventory',
      facts: { listed: 240 },
      waitingFor: 'provider_rate_limit',
      waitingUntil: '2026-11-23T10:47:00Z',
    });
    expect(tell(held)).toMatchObject({
      state: 'waiting',
      statement: 'Listing policies: 240 policies listed; waiting for the provider’s rate limit until 10:47',
    });
  });
});

describe('a run under way', () => {
  it('names its phase and what it gathered, without a percentage', () => {
    const told = tell(reading);
    expect(told).toMatchObject({ state: 'working', statement: 'Reading policy content: 212 policies read' });
    expect(told.ariaValueText).toBeNull();
    expect(told.facts.map(({ text }) => text)).toEqual(['240 policies listed', '212 policies read']);
    expect(told.phases.map(({ label, state }) => `${label}: ${state}`)).toEqual([
      'Checking what is in scope: skipped',
      'Listing policies: skipped',
      'Reading policy content: current',
      'Writing the baseline snapshot: pending',
      'Finishing up: pending',
    ]);
    expect(tell(reading, 'de').statement).toBe('Liest die Inhalte der Richtlinien: 212 Richtlinien gelesen');
  });

  it('counts in the unit of its type and says when it is only finishing up', () => {
    expect(tell(sync(12, 17))).toMatchObject({ statement: '12 of 17 families', ariaValueText: '12 of 17 families' });
    expect(tell(sync(17, 17)).statement).toBe('17 of 17 families, finishing up');
    expect(tell(sync(17, 17), 'de').statement).toBe('17 von 17 Richtlinienfamilien, schließt ab');
  });

  it('tells what a review stands on, with its time', () => {
    const composing: StoredRun = {
      ...running,
      type: 'tenant.review.compose',
      context: {
        composite: {
          source: ID,
          asOf: '2026-11-23T10:42:00Z',
          total: 42,
          succeeded: 38,
          needsAttention: 3,
          failed: 0,
          cancelled: 0,
          running: 1,
        },
      },
    };
    expect(tell(composing).statement).toBe(
      'Built on 42 operations as of 10:42: 38 succeeded, 3 needed attention, 1 was running',
    );
    expect(tell(composing, 'de').statement).toBe(
      'Gestützt auf 42 Vorgänge, Stand 10:42: 38 erfolgreich, 3 brauchten Aufmerksamkeit, 1 lief noch',
    );
  });

  it('says no more than that it works where nothing more is known', () => {
    expect(tell({ ...running, type: 'provider.connection.check' }).statement).toBe('Working');
    expect(tell({ ...running, type: 'a.type.of.tomorrow' })).toMatchObject({
      title: 'Operation',
      statement: 'Working',
    });
  });

  it('tells silence as silence', () => {
    const silent = { ...reading, advancedAt: '2026-11-23T10:42:00Z' };
    expect(tell(silent)).toMatchObject({
      state: 'quiet',
      liveness: 'quiet',
      statement: 'Reading policy content: 212 policies read; no new result for 4 minutes, still running',
    });
    expect(tell({ ...silent, type: 'support.diagnostics.collect' }).statement).toBe(
      'No new result for 4 minutes, still running',
    );
    expect(tell({ ...silent, startedAt: null, advancedAt: '2026-11-20T10:00:00Z' }, 'de').statement).toBe(
      'Liest die Inhalte der Richtlinien: 212 Richtlinien gelesen; seit 3 Tagen kein neues Ergebnis, läuft weiter',
    );
  });

  it('stops when it is asked to', () => {
    const stopping = { ...reading, cancelRequestedAt: '2026-11-23T10:45:59Z' };
    expect(tell(stopping)).toMatchObject({
      state: 'stopping',
      stateLabel: 'Stopping',
      statement: 'Stopping at the next safe point',
    });
  });
});

describe('a run that nobody executes', () => {
  const lost: StoredRun = {
    ...reading,
    startedAt: '2026-11-23T10:30:00Z',
    heartbeatAt: '2026-11-23T10:42:00Z',
    advancedAt: '2026-11-23T10:41:00Z',
    leaseExpiresAt: '2026-11-23T10:42:30Z',
  };

  it('is lost when its lease ran out, and its phase is where it was', () => {
    const told = tell(lost);
    expect(told).toMatchObject({
      state: 'lost',
      liveness: 'lost',
      statement: 'No sign of life since 10:42; it will be taken up again',
      progressLine: 'Was reading policy content: 212 policies read',
    });
    expect(told.phases.find(({ state }) => state === 'current')?.label).toBe('Was reading policy content');
  });

  it('waits for a worker when its lease was given back', () => {
    expect(tell({ ...reading, leaseExpiresAt: null })).toMatchObject({
      state: 'waiting',
      statement: 'Waiting for a free worker to go on',
      progressLine: 'Was reading policy content: 212 policies read',
    });
    expect(tell({ ...reading, leaseExpiresAt: null }, 'de').statement).toBe(
      'Wartet auf einen freien Worker, um weiterzumachen',
    );
  });
});

describe('a run that ended', () => {
  it('speaks by its outcome and true counts', () => {
    const told = tell(ended('succeeded', { summaryCounts: { items: 37 } }));
    expect(told).toMatchObject({
      statement: 'Captured 37 policies',
      state: 'finished',
      stateLabel: 'Succeeded',
      progress: { mode: 'none' },
      reasonSentence: null,
    });
    expect(tell(ended('succeeded', { summaryCounts: { items: 1 } })).statement).toBe('Captured 1 policy');
    expect(tell(ended('succeeded')).statement).toBe('Baseline captured');
  });

  it('names what is missing after a partial success', () => {
    const partial = ended('partially_succeeded', {
      summaryCounts: { items: 37 },
      context: { reason: { code: 'families_not_read', params: { families: 1, items: 2 } } },
    });
    expect(tell(partial).statement).toBe(
      'Captured 37 policies; 1 family could not be read; 2 policies could not be read',
    );
    expect(tell(partial).reasonSentence).toMatch(/^1 family could not be read\. Everything else is complete;/);
    expect(tell(ended('partially_succeeded', { summaryCounts: { items: 37 } })).statement).toBe(
      'Captured 37 policies; part of it could not be done',
    );
  });

  it('tells files of an export apart from policies', () => {
    const partial = ended('partially_succeeded', {
      summaryCounts: { items: 41 },
      context: { reason: { code: 'files_not_taken_over', params: { files: 1 } } },
    });
    expect(tell(partial).statement).toBe('Captured 41 policies; 1 file of the export could not be taken over');
    expect(tell(partial, 'de').statement).toBe(
      '41 Richtlinien erfasst; 1 Datei des Exports konnte nicht übernommen werden',
    );
  });

  it('says why it was blocked and leads to where that is put right', () => {
    const blocked = ended('blocked', { context: { reason: { code: 'provider_consent_missing' } } });
    expect(tell(blocked)).toMatchObject({
      statement: 'Blocked: the tenant has not consented to all permissions that are needed',
      nextAction: { label: 'Open connection', href: '/tenants/t-1/connection' },
    });
    expect(tell(blocked, 'de').statement).toBe(
      'Blockiert: Der Tenant hat nicht allen benötigten Berechtigungen zugestimmt',
    );
  });

  it('keeps the counts that a failed run really reached', () => {
    const failed = ended('failed', {
      summaryCounts: { items: 12 },
      context: { reason: { code: 'attempts_exhausted', params: { attempts: 3 } } },
    });
    expect(tell(failed).statement).toBe(
      'Failed: the operation was interrupted and 3 attempts were not enough; 12 policies had been read',
    );
  });

  it('words a cause of a later version as unknown, never in raw words', () => {
    const failed = ended('failed', { context: { reason: { code: 'ECONNRESET at Socket', params: { host: 'x' } } } });
    expect(tell(failed).statement).toBe('Failed: the cause is not known to this version');
  });

  it('leads to what a success made', () => {
    const related = [{ kind: 'baseline_snapshot', id: 's-1' }];
    expect(tell(ended('succeeded'), 'en', { related }).nextAction).toEqual({
      label: 'View snapshot',
      href: '/baselines/snapshots/s-1',
    });
    expect(tell(ended('succeeded')).nextAction).toEqual({ label: 'View operation', href: `/operations/${ID}` });
  });
});

describe('names and times', () => {
  it('names the tenant and who started it', () => {
    const told = tell(reading, 'en', { tenantName: 'Contoso\u202e', initiatorName: 'Olivia\nOwner' });
    expect(told).toMatchObject({
      title: 'Baseline capture',
      subject: 'Baseline capture for Contoso',
      startedBy: 'Started by Olivia Owner',
    });
  });

  it('tells times in the reader’s zone, and in UTC by name where none is known', () => {
    const lost = { ...reading, leaseExpiresAt: '2026-11-23T10:42:30Z' };
    const since = (timeZone?: string) =>
      present(presentableOf(lost, { id: ID }), { locale: 'en', now: NOW, timeZone }).statement;
    expect(since('Europe/Berlin')).toContain('since 11:45;');
    expect(since()).toContain('since 10:45 UTC;');
    expect(since('No/Where')).toContain('since 10:45 UTC;');
  });

  it('gives the date where the time alone would mislead', () => {
    const lost = {
      ...reading,
      startedAt: null,
      heartbeatAt: '2026-11-21T10:42:00Z',
      advancedAt: null,
      leaseExpiresAt: '2026-11-21T10:43:00Z',
    };
    expect(tell(lost).statement).toContain('21 Nov 2026, 10:42');
  });

  it('counts the time that has passed since the start', () => {
    expect(tell(reading).elapsed).toEqual({ ms: 300_000, label: '5 min' });
    expect(tell(ended('succeeded')).elapsed).toEqual({ ms: 260_000, label: '4 min 20 sec' });
  });
});
