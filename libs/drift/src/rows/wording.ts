import { LONGEST_WORD, WORDS } from './words.js';

/** How people write what identifiers write in small letters. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [
    ...[
      'API',
      'CPU',
      'DNS',
      'EAP',
      'ESP',
      'ID',
      'IDs',
      'IP',
      'LAPS',
      'LDAP',
      'MAC',
      'MDM',
      'MFA',
      'NFC',
      'OMA',
      'OS',
      'PIN',
    ],
    ...[
      'PSK',
      'SDK',
      'SID',
      'SIM',
      'SMS',
      'SSID',
      'SSL',
      'SSO',
      'TLS',
      'TPM',
      'UI',
      'URI',
      'URL',
      'URLs',
      'USB',
      'VPN',
    ],
    ...[
      'iCloud',
      'iOS',
      'iPadOS',
      'macOS',
      'tvOS',
      'visionOS',
      'BitLocker',
      'FileVault',
      'Intune',
      'Windows',
      'Android',
    ],
  ].map((word) => [word.toLowerCase(), word]),
);

/** `minimumPinLength` → `Minimum PIN length`. */
export function humanised(name: string): string {
  const words = name
    .replace(/^(i|mac|tv|vision)(OS|PadOS|Cloud)/, (brand) => `${brand.toLowerCase()} `)
    .replace(/Wi-?Fi/gi, 'Wi-Fi')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/Wi- Fi/g, 'Wi-Fi')
    .split(/[\s_]+/)
    .filter((word) => word !== '');
  const [first = '', ...rest] = words.map(spelt);
  return [SPELLINGS.has(first.toLowerCase()) ? first : first.slice(0, 1).toUpperCase() + first.slice(1), ...rest].join(
    ' ',
  );
}

function spelt(word: string): string {
  if (word === 'Wi-Fi' || /^[A-Z]{2,}\d*$/.test(word)) return word;
  return SPELLINGS.get(word.toLowerCase()) ?? word.toLowerCase();
}

/** What every definition id of one source begins with; it says where the setting is stored, not what it is. */
const PREFIX =
  /^(?:(?:device|user)_)?vendor_msft_(?:policy_config_)?|^com\.apple\.(?:mcx\.|mobiledevice\.|security\.)?/i;

/**
 * A label from a setting's definition id, for want of its definition:
 * `device_vendor_msft_policy_config_defender_allowarchivescanning` → `Defender › Allow archive scanning`.
 */
export function labelOfDefinition(id: string): string {
  const tail = id.replace(PREFIX, '').replace(/_?\{[^}]*\}/g, '');
  const parts = tail.split(/[_~]+/).filter((part) => part !== '' && !SAYING_NOTHING.has(part));
  const words = parts.map((part) => humanised(wordsIn(part)));
  const label = words.filter((part, index) => part !== words[index - 1]).join(' › ');
  return label === '' ? id : label;
}

/** Levels of the store and of input fields that help nobody to recognise a setting. */
const SAYING_NOTHING = new Set(['policy', 'policies', 'mdmstore', 'name']);

function wordsIn(part: string): string {
  if (!/^[a-z]+\d*$/.test(part)) return part;
  // The best split of every beginning of the part, by the fewest words.
  const best: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= part.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST_WORD); start < end; start += 1) {
      const before = best[start];
      const word = part.slice(start, end);
      if (before === undefined || !WORDS.has(word)) continue;
      if ((best[end]?.length ?? Infinity) > before.length + 1) best[end] = [...before, word];
    }
  }
  return best[part.length]?.join(' ') ?? part;
}
