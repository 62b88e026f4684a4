import { CheckProviderConnectionDocument, SyncInventoryDocument } from '../../generated/graphql.js';
import { useStartOperation } from '../operation-runs/index.js';

/** What can be started on a tenant by itself. */
export function useTenantOperations() {
  const syncing = useStartOperation(SyncInventoryDocument);
  const checking = useStartOperation(CheckProviderConnectionDocument);
  return {
    sync: (tenantId: string) => syncing.start({ tenantId }),
    syncing: syncing.starting,
    check: (tenantId: string) => checking.start({ tenantId }),
    checking: checking.starting,
  };
}
