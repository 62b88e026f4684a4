import { EndpointRefused, type ConnectionReason } from '@tenantatlas/graph-client';
import type { RunConclusion } from '../operation-runs/index.js';

/** The connection as a whole cannot be used any more, so that reading anything else is pointless. */
export class ConnectionLost extends Error {
  constructor(readonly reason: ConnectionReason) {
    super(`The connection cannot be used: ${reason}.`);
    this.name = 'ConnectionLost';
  }
}

/** How a run ends whose connection was lost; anything else is no expected end and is thrown on. */
export function conclusionOfLostConnection(error: unknown): RunConclusion {
  // The address was allowed when it was stored, and the deployment no longer allows it.
  if (error instanceof EndpointRefused) return { outcome: 'failed', reason: { code: 'provider_unreachable' } };
  if (error instanceof ConnectionLost) return { outcome: 'failed', reason: { code: error.reason } };
  throw error;
}
