/** A row of `audit_entries`, as far as it is shown. */
export interface AuditEntryRow {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly actorName: string;
  readonly result: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
