import { describe, expect, it } from '@jest/globals';
import { familyOf, POLICY_FAMILIES } from '../families.js';
import type { PolicyFamily, PolicyItem } from '../family.js';
import { anyItem, fc, nested } from '../../test/hostile.js';
import { assignmentRows } from './assignment-rows.js';
import { settingRows } from './setting-rows.js';

function family(key: string): PolicyFamily {
  const found = familyOf(key);
  if (found === undefined) throw new Error(`There is no family ${key}.`);
  return found;
}

/** `label = value`, the way an operator reads a row. */
const read = (key: string, item: PolicyItem) =>
  settingRows(family(key), item).map(({ label, value }) => `${label} = ${JSON.stringify(value)}`);

const choice = (id: string, option: string, children: unknown[] = []) => ({
  settingDefinitionId: id,
  choiceSettingValue: { value: `${id}_${option}`, children },
});
const text = (id: string, value: unknown) => ({ settingDefinitionId: id, simpleSettingValue: { value } });
const catalogue = (...instances: unknown[]) => ({
  name: 'Policy',
  settings: instances.map((settingInstance, index) => ({ id: String(index), settingInstance })),
});

describe('settings of the catalogue', () => {
  it('are labelled by the readable end of their definition', () => {
    const item = catalogue(choice('device_vendor_msft_policy_config_defender_allowarchivescanning', '1'));
    expect(read('settings_catalog', item)).toEqual(['Defender › Allow archive scanning = "1"']);
    expect(settingRows(family('settings_catalog'), item)[0]?.labelFrom).toBe('identifier');
  });

  it('take the names of their definitions where the policy carries them', () => {
    const id = 'device_vendor_msft_laps_policies_backupdirectory';
    const settingDefinitions = [
      { id, displayName: 'Backup Directory', options: [{ itemId: `${id}_1`, displayName: 'Microsoft Entra ID' }] },
    ];
    const item = { settings: [{ settingInstance: choice(id, '1'), settingDefinitions }] };
    expect(settingRows(family('settings_catalog'), item)).toEqual([
      { path: id, label: 'Backup Directory', labelFrom: 'definition', value: 'Microsoft Entra ID' },
    ]);
  });

  it('keep every instance of a repeated group apart', () => {
    const rule = (port: string) => ({ children: [text('firewall_rules_port', port)] });
    const item = catalogue({
      settingDefinitionId: 'firewall_rules',
      groupSettingCollectionValue: [rule('80'), rule('443')],
    });
    expect(settingRows(family('settings_catalog'), item).map(({ path, value }) => [path, value])).toEqual([
      ['firewall_rules[0]/firewall_rules_port', '80'],
      ['firewall_rules[1]/firewall_rules_port', '443'],
    ]);
  });

  it('show a list as one value, a zero and a false as values, and what hangs on a choice below it', () => {
    const item = catalogue(
      { settingDefinitionId: 'paths', simpleSettingCollectionValue: [{ value: 'a' }, { value: 'b' }] },
      choice('mode', 'on', [text('mode_limit', 0), text('mode_strict', false)]),
    );
    expect(read('settings_catalog', item)).toEqual([
      'Paths = ["a","b"]',
      'Mode = "on"',
      'Mode › Limit = 0',
      'Mode › Strict = false',
    ]);
  });
});

describe('settings of other families', () => {
  it('are their properties, without what changes by itself, what nobody set, and the transport', () => {
    const item = {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      id: '1',
      displayName: 'Policy',
      version: 3,
      lastModifiedDateTime: '2026-01-01T00:00:00Z',
      osMinimumVersion: '10.0',
      osMaximumVersion: null,
      passwordRequired: false,
      'passwordRequired@odata.type': '#Boolean',
      '#microsoft.graph.restore': { target: 'x' },
      validOperatingSystemBuildRanges: [],
      assignments: [],
    };
    expect(read('compliance', item)).toEqual(['OS minimum version = "10.0"', 'Password required = false']);
  });

  it('mask secrets', () => {
    expect(read('device_configuration', { preSharedKey: 'hunter2' })).toEqual(['Pre shared key = "••••••••"']);
  });

  it('name the entries of a list by their own names', () => {
    const omaSettings = [{ displayName: 'Time zone', omaUri: './tz', isEncrypted: false, value: 'UTC' }];
    expect(read('device_configuration', { omaSettings })).toContain('OMA settings › Time zone › Value = "UTC"');
  });

  it('show the text of a script', () => {
    const scriptContent = 'ZWNobyAi8J+agCI=';
    expect(read('platform_scripts', { scriptContent })).toEqual(['Script content = "echo \\"🚀\\""']);
    expect(read('platform_scripts', { scriptContent: '%' })).toEqual(['Script content = "%"']);
  });

  it('read administrative templates by their definitions', () => {
    const definitionValues = [
      {
        enabled: true,
        definition: { id: 'd', displayName: 'Lock screen', categoryPath: '\\System\\Logon' },
        presentationValues: [{ value: 5, presentation: { id: 'p', label: 'Minutes' } }],
      },
    ];
    expect(read('administrative_templates', { definitionValues })).toEqual([
      'System › Logon › Lock screen = "enabled"',
      'System › Logon › Lock screen › Minutes = 5',
    ]);
  });

  it('read intents by category', () => {
    const categories = [
      {
        displayName: 'BitLocker',
        settings: [{ definitionId: 'deviceConfiguration--x_requireEncryption', valueJson: 'true' }],
      },
    ];
    expect(read('endpoint_security_intents', { categories })).toEqual(['BitLocker › Require encryption = true']);
  });
});

describe('assignments', () => {
  const target = (type: string, more: object = {}) => ({
    target: { '@odata.type': `#microsoft.graph.${type}AssignmentTarget`, ...more },
  });
  const rows = (assignments: unknown, nameOf?: (id: string) => string | undefined) =>
    assignmentRows(family('compliance'), { assignments }, nameOf)?.map(
      ({ label, value }) => `${label}: ${String(value)}`,
    );

  it('are not known where they were not captured, and none where they are empty', () => {
    expect(assignmentRows(family('compliance'), {})).toBeUndefined();
    expect(rows([])).toEqual([]);
  });

  it('say who is included and excluded, by name where a lookup knows it, and by which filter', () => {
    const filter = {
      deviceAndAppManagementAssignmentFilterId: 'f',
      deviceAndAppManagementAssignmentFilterType: 'include',
    };
    const assignments = [
      target('allDevices', filter),
      target('group', { groupId: 'g' }),
      target('exclusionGroup', { groupName: 'Kiosks' }),
    ];
    expect(rows(assignments, (id) => ({ g: 'Finance', f: 'Corporate' })[id])).toEqual([
      'Included: All devices, filter include: Corporate',
      'Included: Finance',
      'Excluded: Kiosks',
    ]);
  });
});

describe('whatever a policy holds', () => {
  it('rows never throw, are the same each time, and carry JSON', () => {
    fc.assert(
      fc.property(fc.constantFrom(...POLICY_FAMILIES), anyItem, (one, item) => {
        const rows = settingRows(one, item);
        expect(settingRows(one, item)).toEqual(rows);
        for (const { path, label, value } of rows) {
          expect([typeof path, typeof label]).toEqual(['string', 'string']);
          expect(value).not.toBeUndefined();
        }
        expect(() => assignmentRows(one, item)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it.each(POLICY_FAMILIES.map(({ key }) => key))('bounded in depth: %s', (key) => {
    expect(() => settingRows(family(key), nested(20_000, 'children'))).not.toThrow();
    expect(() => settingRows(family(key), { settings: [nested(20_000, 'settingInstance')] })).not.toThrow();
  });
});
