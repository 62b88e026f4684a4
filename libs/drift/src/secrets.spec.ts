import { describe, expect, it } from '@jest/globals';
import { familyOf, POLICY_FAMILIES } from './families.js';
import type { PolicyFamily } from './family.js';
import { withoutPaths } from './paths.js';
import { MASK, maskSecrets } from './secrets.js';
import { anyItem, fc, nested } from '../test/hostile.js';

function family(key: string): PolicyFamily {
  const found = familyOf(key);
  if (found === undefined) throw new Error(`There is no family ${key}.`);
  return found;
}

describe('maskSecrets', () => {
  it('masks a pre-shared key, and leaves an absent one absent', () => {
    expect(maskSecrets(family('device_configuration'), { ssid: 'corp', preSharedKey: 'hunter2' })).toEqual({
      ssid: 'corp',
      preSharedKey: MASK,
    });
    expect(maskSecrets(family('device_configuration'), { preSharedKey: null })).toEqual({ preSharedKey: null });
  });

  it('masks encrypted OMA-URI settings only', () => {
    const omaSettings = [
      { omaUri: './a', isEncrypted: true, value: 'secret' },
      { omaUri: './b', isEncrypted: false, value: 'open' },
    ];
    expect(maskSecrets(family('device_configuration'), { omaSettings })).toEqual({
      omaSettings: [
        { omaUri: './a', isEncrypted: true, value: MASK },
        { omaUri: './b', isEncrypted: false, value: 'open' },
      ],
    });
  });

  it('masks secret settings of the catalogue at any depth, even below what it would otherwise read', () => {
    const secret = {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSecretSettingValue',
      value: 'hunter2',
    };
    const shallow = { settings: [{ settingInstance: { simpleSettingValue: secret } }] };
    expect(JSON.stringify(maskSecrets(family('settings_catalog'), shallow))).not.toContain('hunter2');
    const deep = {
      settings: [
        JSON.parse(JSON.stringify(nested(300, 'children')).replace('"value":1', `"x":${JSON.stringify(secret)}`)),
      ],
    };
    expect(JSON.stringify(maskSecrets(family('settings_catalog'), deep))).not.toContain('hunter2');
  });

  it('changes nothing where nothing is secret, leaves the original alone, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...POLICY_FAMILIES), anyItem, (one, item) => {
        const before = JSON.stringify(item);
        const masked = maskSecrets(one, item);
        expect(JSON.stringify(item)).toBe(before);
        expect(maskSecrets(one, masked)).toEqual(masked);
      }),
    );
  });
});

describe('withoutPaths', () => {
  it('takes away what the paths lead to and nothing else', () => {
    const item = { id: '1', name: 'x', settings: [{ id: '0', value: 1 }, { id: '1' }], nested: { id: '2' } };
    expect(withoutPaths(item, ['id', 'settings.*.id', 'missing.*.id', 'name.id'])).toEqual({
      name: 'x',
      settings: [{ value: 1 }, {}],
      nested: { id: '2' },
    });
  });
});
