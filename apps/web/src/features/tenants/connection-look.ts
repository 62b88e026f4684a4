import { CircleAlert, CircleCheck, CircleDashed, CircleX, Unplug } from '@lucide/vue';
import type { Component } from 'vue';
import type { ConnectionStatus } from '../../generated/graphql.js';

interface Look {
  tone: 'idle' | 'ok' | 'warn' | 'bad';
  icon: Component;
}

const LOOKS: Readonly<Record<ConnectionStatus, Look>> = {
  UNCHECKED: { tone: 'idle', icon: CircleDashed },
  WORKING: { tone: 'ok', icon: CircleCheck },
  LIMITED: { tone: 'warn', icon: CircleAlert },
  REFUSED: { tone: 'bad', icon: CircleX },
  UNREACHABLE: { tone: 'bad', icon: Unplug },
};

export const connectionLook = (status: ConnectionStatus): Look => LOOKS[status];

const SOON_MS = 30 * 86_400_000;

/** Whether a credential has expired or will within a month. */
export function expiryOf(expiresAt: string | null, now: number): 'expired' | 'soon' | null {
  if (!expiresAt) return null;
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left <= SOON_MS ? 'soon' : null;
}
