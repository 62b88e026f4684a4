/** What `compare` answers, with the names of the product's GraphQL schema. */
export interface DriftReport {
  readonly items: readonly DriftItem[];
  /** Pairs that were compared whole and differ in nothing. */
  readonly unchanged: number;
  /** What one side alone knows because the other did not capture it: no drift. */
  readonly notCovered: readonly CoverageGap[];
}

export type DriftKind = 'CHANGED' | 'MISSING' | 'UNEXPECTED' | 'RENAMED' | 'NOT_COMPARABLE';
export type Severity = 'INFO' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** One policy that differs from the baseline. */
export interface DriftItem {
  readonly family: string;
  readonly name: string;
  readonly kind: DriftKind;
  /** The baseline's name, where it was another one. */
  readonly renamedFrom: string | null;
  readonly severity: Severity;
  readonly changes: readonly DriftChange[];
  /** What the reader must know besides the changes, in a sentence. */
  readonly reason: string | null;
}

export interface DriftChange {
  readonly area: 'SETTINGS' | 'ASSIGNMENTS';
  readonly path: string;
  readonly label: string;
  /** The baseline's value; null where it is not set. Secrets are masked. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface CoverageGap {
  readonly family: string;
  /** The policy, or null where it is the whole family. */
  readonly item: string | null;
  readonly reasonCode: string;
  readonly message: string;
}
