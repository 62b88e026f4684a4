import { computed, type ComputedRef } from 'vue';
import { useNow } from '../time/useNow.js';
import { liveConnection, type LiveState } from './live-connection.js';

/**
 * The moment up to which the page knows what is true. While the connection is away time stands still: silence on this
 * side of it must not be told as silence of a run.
 */
export function useKnownMoment(): ComputedRef<number> {
  const now = useNow();
  return computed(() => knownMoment(liveConnection.state.value, liveConnection.lastMessageAt.value, now.value));
}

export function knownMoment(state: LiveState, lastMessageAt: Date | null, now: number): number {
  const away = state === 'reconnecting' || state === 'offline';
  return away && lastMessageAt ? Math.min(now, lastMessageAt.getTime()) : now;
}
