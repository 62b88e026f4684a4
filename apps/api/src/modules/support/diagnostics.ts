import type { QueueDepth } from '../../platform/queue/index.js';

/** How many runs of a type ended one way for one reason, and when last. */
export interface RecentEnding {
  readonly type: string;
  readonly outcome: string;
  readonly reasonCode: string | null;
  readonly count: number;
  readonly lastAt: Date;
}

/** The state of a connection. Neither credential nor hint, neither directory nor application. */
export interface ConnectionState {
  readonly tenantId: string;
  readonly kind: string;
  readonly cloud: string;
  readonly status: string;
  readonly checkedAt: Date | null;
  readonly credentialKind: string;
  readonly credentialExpiresAt: Date | null;
  readonly unreadFamilies: readonly { readonly family: string; readonly reason: string | null }[];
}

/** How runs stand that are not over. */
export interface LeaseFacts {
  readonly queued: number;
  readonly running: number;
  readonly leasesExpired: number;
  readonly waitingDispatches: number;
  readonly oldestQueuedAt: Date | null;
}

/** What a diagnostics run collects. A list of what may be in it, so that nothing else can slip in. */
export interface SupportBundleContent {
  readonly collectedAt: Date;
  readonly versions: {
    readonly application: string;
    readonly node: string;
    readonly database: string;
    readonly schema: string;
  };
  readonly connections: readonly ConnectionState[];
  readonly endings: readonly RecentEnding[];
  readonly queues: readonly QueueDepth[] | 'unreachable';
  readonly runs: LeaseFacts;
}
