import { CollectSupportDiagnosticsDocument, type RunCardFragment } from '../../generated/graphql.js';
import { useSession } from '../../shared/session/session.store.js';
import { useStartOperation } from '../operation-runs/index.js';

/** Collecting what support needs to understand a problem. */
export function useSupportDiagnostics() {
  const session = useSession();
  const { start, starting } = useStartOperation(CollectSupportDiagnosticsDocument);
  const collect = async (): Promise<RunCardFragment | null> =>
    session.workspace ? start({ workspaceId: session.workspace.id }) : null;
  return { collect, collecting: starting };
}
