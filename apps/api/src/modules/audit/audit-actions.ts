import type { Locale } from '@tenantatlas/ops-ux';
import { AUDIT_ACTIONS, type AuditAction } from './audit-entry.js';

const LABELS: Readonly<Record<AuditAction, Readonly<Record<Locale, string>>>> = {
  'operation_run.started': { en: 'Started the operation', de: 'Vorgang gestartet' },
  'operation_run.cancel_requested': { en: 'Asked to cancel the operation', de: 'Abbruch des Vorgangs verlangt' },
  'operation_run.retried': { en: 'Started the operation again', de: 'Vorgang erneut gestartet' },
  'operation_run.completed': { en: 'The operation ended', de: 'Vorgang beendet' },
  'api_token.created': { en: 'Created an API token', de: 'API-Token erstellt' },
  'api_token.revoked': { en: 'Revoked an API token', de: 'API-Token widerrufen' },
  'managed_tenant.added': { en: 'Added a tenant', de: 'Mandant hinzugefügt' },
  'provider_connection.credential_replaced': { en: 'Replaced the credential', de: 'Zugangsdaten ersetzt' },
  'baseline_profile.created': { en: 'Created a baseline profile', de: 'Baseline-Profil angelegt' },
  'baseline_profile.updated': { en: 'Changed the baseline profile', de: 'Baseline-Profil geändert' },
  'baseline_snapshot.activated': { en: 'Made the snapshot the active one', de: 'Snapshot aktiviert' },
};

const OTHER: Readonly<Record<Locale, string>> = { en: 'Recorded an event', de: 'Ereignis aufgezeichnet' };

const isAction = (action: string): action is AuditAction => (AUDIT_ACTIONS as readonly string[]).includes(action);

/** An action in operator words. An action of another version has no words of its own here. */
export function auditActionLabel(action: string, locale: Locale): string {
  return (isAction(action) ? LABELS[action] : OTHER)[locale];
}
