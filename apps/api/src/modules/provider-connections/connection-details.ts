import { CLOUDS } from '@tenantatlas/graph-client';
import { isUuid } from '../../platform/database/index.js';

/** What somebody gave to connect a tenant. */
export interface ConnectionInput {
  readonly kind: 'graph' | 'emulator';
  readonly cloud?: string | null;
  readonly baseUrl?: string | null;
  readonly directoryId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly credentialExpiresAt?: Date | null;
}

/** Checked, and safe to store. */
export interface ConnectionDetails {
  readonly kind: 'graph' | 'emulator';
  readonly cloud: string;
  readonly baseUrl: string | null;
  readonly directoryId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly credentialExpiresAt: Date | null;
}

/** What can be wrong with a connection, each with words in connection-words.ts. */
export type ConnectionProblem =
  | 'tenant_name_invalid'
  | 'cloud_unknown'
  | 'base_url_not_allowed'
  | 'emulator_not_available'
  | 'directory_id_invalid'
  | 'client_id_invalid'
  | 'client_secret_invalid'
  | 'credential_expired'
  | 'tenant_already_managed'
  | 'directory_differs';

export interface ConnectionSurroundings {
  /** The emulator's address where the deployment allows it, else undefined. */
  readonly emulatorUrl: string | undefined;
  readonly now: Date;
}

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const LONGEST_SECRET = 1_000;

/** Checks what was given, or names the first thing that is wrong with it. */
export function checkConnection(
  input: ConnectionInput,
  { emulatorUrl, now }: ConnectionSurroundings,
): ConnectionDetails | { readonly problem: ConnectionProblem } {
  const location = input.kind === 'graph' ? checkGraph(input) : checkEmulator(input, emulatorUrl);
  if ('problem' in location) return location;
  const directoryId = input.directoryId.trim().toLowerCase();
  if (!isUuid(directoryId) && !DOMAIN.test(directoryId)) return { problem: 'directory_id_invalid' };
  const clientId = input.clientId.trim();
  const isClientId = input.kind === 'graph' ? isUuid(clientId) : /^[\w.-]{1,100}$/.test(clientId);
  if (!isClientId) return { problem: 'client_id_invalid' };
  const { clientSecret, credentialExpiresAt = null } = input;
  const isSecret = clientSecret !== '' && clientSecret.length <= LONGEST_SECRET && !/\s/.test(clientSecret);
  if (!isSecret) return { problem: 'client_secret_invalid' };
  if (credentialExpiresAt !== null && credentialExpiresAt <= now) return { problem: 'credential_expired' };
  return { kind: input.kind, ...location, directoryId, clientId, clientSecret, credentialExpiresAt };
}

type Location = { readonly cloud: string; readonly baseUrl: string | null } | { readonly problem: ConnectionProblem };

function checkGraph({ cloud, baseUrl }: ConnectionInput): Location {
  if (baseUrl) return { problem: 'base_url_not_allowed' };
  const chosen = cloud ? cloud : 'global';
  return Object.hasOwn(CLOUDS, chosen) ? { cloud: chosen, baseUrl: null } : { problem: 'cloud_unknown' };
}

function checkEmulator({ baseUrl }: ConnectionInput, emulatorUrl: string | undefined): Location {
  if (emulatorUrl === undefined) return { problem: 'emulator_not_available' };
  const allowed = new URL(emulatorUrl).origin;
  const isAllowed = !baseUrl || (URL.canParse(baseUrl) && new URL(baseUrl).origin === allowed);
  return isAllowed ? { cloud: 'emulator', baseUrl: allowed } : { problem: 'base_url_not_allowed' };
}

/** A tenant's name as it is stored, or null where it cannot be one. */
export function checkTenantName(name: string): string | null {
  const trimmed = name.trim().replace(/\s+/g, ' ');
  return trimmed.length >= 1 && trimmed.length <= 120 ? trimmed : null;
}

/** What may be shown of a secret: enough to tell it from another, too little to be of use. */
export function hintOf(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : '';
}
