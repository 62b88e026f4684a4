import type { PolicyFamily } from '@tenantatlas/drift';
import type { Answer, GapReason } from '@tenantatlas/graph-client';
import type { RunConclusion } from '../operation-runs/index.js';
import type { ConnectionStatus, FamilyCheck } from './provider-connection.row.js';

/** What came of trying one collection of a family. */
export interface CollectionProbe {
  readonly permission: string;
  readonly answer: Answer<'readable'>;
}

/** What is to be said of a family: readable only where each of its collections is. */
export function checkOf({ key }: PolicyFamily, probes: readonly CollectionProbe[]): FamilyCheck {
  const refused = probes.find(({ answer }) => !answer.ok);
  const permission = refused?.permission ?? probes[0]?.permission ?? '';
  if (refused === undefined || refused.answer.ok) return { family: key, readable: true, permission };
  const { reason, status } = refused.answer.failure;
  const code = status === 404 ? 'not_listed_by_provider' : (reason as GapReason);
  return { family: key, readable: false, permission, reason: code };
}

/** What a check says of the connection, and how its run ends. */
export function verdictOf(checks: readonly FamilyCheck[]): { status: ConnectionStatus; conclusion: RunConclusion } {
  const missing = checks.filter(({ readable }) => !readable).length;
  if (missing === 0) return { status: 'working', conclusion: { outcome: 'succeeded' } };
  if (missing === checks.length) {
    return { status: 'refused', conclusion: { outcome: 'blocked', reason: { code: 'provider_consent_missing' } } };
  }
  const reason = { code: 'families_not_read', params: { families: missing } };
  return { status: 'limited', conclusion: { outcome: 'partially_succeeded', reason } };
}
