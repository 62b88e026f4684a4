/** Who acted. The name is stored as it was at that moment. */
export interface AuditActor {
  readonly kind: 'user' | 'token' | 'schedule' | 'system';
  readonly id: string | null;
  readonly name: string;
  readonly ip?: string | null;
}

/** What was acted upon. */
export interface AuditSubject {
  readonly kind:
    | 'workspace'
    | 'managed_tenant'
    | 'provider_connection'
    | 'api_token'
    | 'operation_run'
    | 'baseline_profile'
    | 'baseline_snapshot';
  readonly id: string | null;
}

/** What the log can say; labels stand beside it in audit-actions.ts. */
export const AUDIT_ACTIONS = [
  'operation_run.started',
  'operation_run.cancel_requested',
  'operation_run.retried',
  'operation_run.completed',
  'api_token.created',
  'api_token.revoked',
  'managed_tenant.added',
  'provider_connection.credential_replaced',
  'baseline_profile.created',
  'baseline_profile.updated',
  'baseline_snapshot.activated',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** One line of the log: who did what to what, from where, with what result. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  readonly subject: AuditSubject;
  /** `succeeded` where nothing else is to be said; a run's outcome for its end. */
  readonly result: string;
  /** Whole numbers, ids, codes and stored names; never secrets, never policy content. */
  readonly facts?: Readonly<Record<string, unknown>>;
}
