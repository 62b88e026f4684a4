import type { RunReason } from '../operation-runs/index.js';
import type { ProviderConnectionRow } from './provider-connection.row.js';

/** Why nothing can be read over a connection, known before anything is asked of the provider; null where it may be tried. */
export function obstacleOf(
  connection: Pick<ProviderConnectionRow, 'credentialExpiresAt'> | undefined,
  now: Date,
): RunReason | null {
  if (connection === undefined) return { code: 'connection_missing' };
  if (connection.credentialExpiresAt !== null && connection.credentialExpiresAt <= now) {
    return { code: 'credentials_expired' };
  }
  return null;
}
