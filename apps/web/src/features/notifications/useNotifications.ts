import { useClientHandle } from '@urql/vue';
import { inject, onScopeDispose, provide, readonly, ref, watch, type InjectionKey, type Ref } from 'vue';
import { NotificationFeedDocument } from '../../generated/graphql.js';

export interface Notifications {
  unreadCount: Readonly<Ref<number>>;
  /** Calls back when something arrived or was read, as long as the component lives. */
  onChange: (listener: () => void) => () => void;
}

const KEY: InjectionKey<Notifications> = Symbol('notifications');

/** The one subscription to the reader's notifications; everything that shows them reads from here. */
export function provideNotifications(workspaceId: () => string | null): Notifications {
  const { client } = useClientHandle();
  const unreadCount = ref(0);
  const listeners = new Set<() => void>();

  watch(
    workspaceId,
    (id, _, onCleanup) => {
      unreadCount.value = 0;
      if (!id) return;
      let stop = (): void => undefined;
      const start = (): void => {
        const { unsubscribe } = client
          .subscription(NotificationFeedDocument, { workspaceId: id })
          .subscribe(({ data }) => {
            if (!data) return;
            const { kind, unreadCount: count } = data.notificationFeed;
            unreadCount.value = count;
            listeners.forEach((listener) => listener());
            if (kind !== 'RESYNC') return;
            stop();
            queueMicrotask(start);
          });
        stop = unsubscribe;
      };
      start();
      onCleanup(() => stop());
    },
    { immediate: true },
  );

  const notifications: Notifications = {
    unreadCount: readonly(unreadCount),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  provide(KEY, notifications);
  return notifications;
}

export function useNotifications(): Notifications {
  const notifications = inject(KEY);
  if (!notifications) throw new Error('Notifications are provided by the shell; this component stands outside it.');
  return notifications;
}

/** Calls back when something arrived or was read, as long as the component lives. */
export function useNotificationChanges(listener: () => void): void {
  onScopeDispose(useNotifications().onChange(listener));
}
