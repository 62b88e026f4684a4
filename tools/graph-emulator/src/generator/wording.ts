import type { Random } from './random.js';

const RINGS = ['Pilot', 'Early adopters', 'Broad', 'Production', 'VIP', 'Kiosk', 'Shared devices', 'Field staff'];
const SITES = ['HQ', 'Branch offices', 'Warehouse', 'Home office', 'Zurich', 'Hamburg', 'Leeds', 'Lyon'];
const LETTERS: Readonly<Record<string, string>> = {
  windows: 'WIN',
  macOS: 'MAC',
  iOS: 'IOS',
  android: 'AND',
  linux: 'LNX',
  none: 'ALL',
};

/** A name as an operator would give it, unique within its collection by its number where words run out. */
export function policyName(random: Random, platform: string, topic: string, index: number): string {
  const letters = LETTERS[platform] ?? LETTERS.none;
  const scope = random.chance(0.7) ? random.pick(RINGS) : random.pick(SITES);
  return `${letters} - ${topic} - ${scope} - ${String(index + 1).padStart(3, '0')}`;
}

export function description(random: Random, topic: string): string {
  const year = 2024 + random.int(3);
  return random.chance(0.3) ? '' : `${topic}: agreed in the security review of ${year}.`;
}
