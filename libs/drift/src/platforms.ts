import { typeNameOf } from './odata.js';
import type { PolicyItem } from './family.js';

/** How Graph's names begin, and what operators call the platform. The first match decides. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(visionos)/i, 'visionOS'],
  [/^(tvos)/i, 'tvOS'],
  [/^(macos|mac$|dep(mac|macos))/i, 'macOS'],
  [/^(ios|ipad|depios|enterpriseios)/i, 'iOS/iPadOS'],
  [/^(android|aosp)/i, 'Android'],
  [/^linux/i, 'Linux'],
  [/^(windows|win32|win10|mdmwindows|edge|sharedpc|microsoftdefender)/i, 'Windows'],
];

/** The platform a Graph name stands for, in operator words: `windows10` → `Windows`. */
export function platformWord(name: string): string | undefined {
  return WORDS.find(([pattern]) => pattern.test(name.trim()))?.[1];
}

/** From a field that lists platforms, alone or separated by commas: `iOS,macOS` → `iOS/iPadOS, macOS`. */
export function platformFromField(field: string): (item: PolicyItem) => string | undefined {
  return (item) => {
    const value = item[field];
    if (typeof value !== 'string') return undefined;
    const words = value.split(',').map(platformWord);
    const known = [...new Set(words.filter((word) => word !== undefined))];
    return known.length > 0 ? known.join(', ') : undefined;
  };
}

/** From the item's own type: `#microsoft.graph.macOSCompliancePolicy` → `macOS`. */
export function platformFromType(item: PolicyItem): string | undefined {
  const type = typeNameOf(item);
  return type === undefined ? undefined : platformWord(type);
}

/** For families that exist on one platform only. */
export function alwaysPlatform(word: string): () => string {
  return () => word;
}

/** For families that belong to no platform. */
export function noPlatform(): undefined {
  return undefined;
}
