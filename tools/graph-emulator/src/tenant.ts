import type { PolicyItem } from '@tenantatlas/drift';
import type { Fault } from './fault.js';

/** A tenant to be served. */
export interface EmulatedTenant {
  /** The directory id, a UUID, which callers put into the token endpoint. */
  readonly tenantId: string;
  readonly displayName: string;
  readonly source: TenantSource;
  readonly credentials: readonly AppCredential[];
  /** Application permissions that were consented to; every one that reading needs where absent. */
  readonly permissions?: readonly string[];
  /** Items per page at most, whatever `$top` asks for; 100 where absent. */
  readonly pageSize?: number;
  /** Time that passes before every answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Lifetime of its tokens, in seconds; 3,599 where absent, as Microsoft Entra gives. */
  readonly tokenLifetimeSeconds?: number;
  readonly faults?: readonly Fault[];
}

export type TenantSource =
  | { readonly kind: 'generated'; readonly policies: number; readonly seed?: string }
  | { readonly kind: 'export'; readonly folder: string };

/** An app may present its secret, or an assertion signed by a certificate (which the emulator takes on trust). */
export interface AppCredential {
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly acceptsAssertion?: boolean;
}

/** What a tenant holds, whole: with every expansion and sub-resource, by collection path. */
export interface TenantContent {
  readonly origin: TenantSource['kind'];
  readonly collections: ReadonlyMap<string, readonly PolicyItem[]>;
  readonly files: readonly SourceFile[];
}

/** What became of one file of an export. */
export interface SourceFile {
  readonly file: string;
  readonly disposition: 'policy' | 'lookup' | 'unknown_file_kind' | 'unreadable_file' | 'ignored';
  readonly family?: string;
}
