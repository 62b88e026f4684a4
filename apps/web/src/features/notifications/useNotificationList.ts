import { useMutation } from '@urql/vue';
import {
  MarkNotificationsReadDocument,
  NotificationsDocument,
  type NotificationRowFragment,
} from '../../generated/graphql.js';
import { useGrowingList, type GrowingList } from '../../shared/api/useGrowingList.js';
import { useSession } from '../../shared/session/session.store.js';
import { useNotificationChanges } from './useNotifications.js';

export interface NotificationList extends GrowingList<NotificationRowFragment> {
  markRead: (ids?: string[]) => Promise<void>;
}

/** The reader's notifications, newest first; a new one appears by itself. */
export function useNotificationList(wanted: () => boolean): NotificationList {
  const session = useSession();
  const marking = useMutation(MarkNotificationsReadDocument);
  const list = useGrowingList(
    NotificationsDocument,
    () => (wanted() && session.workspace ? { slug: session.workspace.slug, first: 25 } : null),
    (data) => data.workspace.notifications,
  );
  useNotificationChanges(() => {
    if (wanted()) list.reload();
  });

  async function markRead(ids?: string[]): Promise<void> {
    if (!session.workspace) return;
    await marking.executeMutation({ workspaceId: session.workspace.id, ids: ids ?? null });
    list.reload();
  }

  return { ...list, markRead };
}
