import { describe, expect, it } from '@jest/globals';
import { humanised, labelOfDefinition } from './wording.js';

describe('a property name in words', () => {
  it.each([
    ['minimumPinLength', 'Minimum PIN length'],
    ['osMinimumVersion', 'OS minimum version'],
    ['omaUri', 'OMA URI'],
    ['wiFiSecurityType', 'Wi-Fi security type'],
    ['iosRestriction', 'iOS restriction'],
    ['macOSRestriction', 'macOS restriction'],
    ['iCloudBlockDocumentSync', 'iCloud block document sync'],
    ['tpmRequired', 'TPM required'],
    ['roleScopeTagIds', 'Role scope tag IDs'],
    ['state', 'State'],
    ['', ''],
  ])('%s: %s', (name, words) => {
    expect(humanised(name)).toBe(words);
  });
});

describe('a definition id in words', () => {
  it.each([
    ['device_vendor_msft_policy_config_defender_allowarchivescanning', 'Defender › Allow archive scanning'],
    ['device_vendor_msft_laps_policies_backupdirectory', 'LAPS › Backup directory'],
    ['vendor_msft_firewall_mdmstore_domainprofile_enablefirewall', 'Firewall › Domain profile › Enable firewall'],
    ['com.apple.mcx.filevault2_defer', 'Filevault2 › Defer'],
    [
      'device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery',
      'Passport for work › Enable PIN recovery',
    ],
    ['unknownword_xyzzy', 'Unknownword › Xyzzy'],
    ['{id}', '{id}'],
    ['', ''],
  ])('%s: %s', (id, words) => {
    expect(labelOfDefinition(id)).toBe(words);
  });
});
