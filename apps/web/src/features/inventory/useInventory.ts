import {
  TenantInventoryDocument,
  WorkspaceInventoryDocument,
  type InventoryRowFragment,
} from '../../generated/graphql.js';
import { useGrowingList, type GrowingList } from '../../shared/api/useGrowingList.js';
import { useSession } from '../../shared/session/session.store.js';
import { useReloadOnTurns } from '../operation-runs/index.js';

interface Question {
  tenantId: string | null;
  family: string | null;
  search: string | null;
}

/** What was last seen in one tenant, or across all of the workspace. */
export function useInventory(question: () => Question): GrowingList<InventoryRowFragment> {
  const session = useSession();
  // Which of the two it is does not change while the list is shown: its page is made anew with its context.
  const { tenantId } = question();
  const asked = () => ({ family: question().family, search: question().search });
  const list = tenantId
    ? useGrowingList(
        TenantInventoryDocument,
        () => ({ id: tenantId, ...asked() }),
        (data) => data.managedTenant.inventory,
      )
    : useGrowingList(
        WorkspaceInventoryDocument,
        () => session.workspace && { slug: session.workspace.slug, ...asked() },
        (data) => data.workspace.inventory,
      );
  useReloadOnTurns((run) => run.type === 'inventory.sync', list.reload);
  return list;
}
