import { isConnectionFailure, type ReadFailure } from '@tenantatlas/graph-client';
import type { RunConclusion } from '../operation-runs/index.js';

/** How a run ends that was given no token: blocked where somebody must put it right, failed where it may pass by itself. */
export function conclusionOfRefusedSignIn(failure: ReadFailure): RunConclusion {
  if (failure.reason === 'throttled') return { outcome: 'failed', reason: { code: 'provider_throttled' } };
  const code = isConnectionFailure(failure) ? failure.reason : 'provider_unreachable';
  return { outcome: code === 'provider_unreachable' ? 'failed' : 'blocked', reason: { code } };
}
