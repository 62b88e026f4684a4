import type { Client } from '@urql/vue';
import { ViewerDocument } from '../../generated/graphql.js';
import { failureOf } from '../api/failure.js';
import { useSession } from './session.store.js';

/** Reads who is signed in, once; a failure other than "nobody" is kept for the shell to show. */
export async function ensureSession(client: Client): Promise<'ready' | 'signedOut' | 'failed'> {
  const session = useSession();
  if (session.viewer) return 'ready';
  const { data, error } = await client.query(ViewerDocument, {}, { requestPolicy: 'network-only' });
  if (data) {
    session.viewer = data.viewer;
    session.failure = null;
    return 'ready';
  }
  const failure = failureOf(error);
  if (failure?.kind === 'signedOut') return 'signedOut';
  session.failure = failure ?? { kind: 'broken', capability: null, correlationId: null };
  return 'failed';
}
