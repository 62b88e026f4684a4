import { describe, expect, it } from '@jest/globals';
import { familyOf, familyOfCollection, familyOfODataType, LOOKUP_FAMILIES, POLICY_FAMILIES } from './families.js';
import { crossTenantKeyOf, nameOf, withType } from './identity.js';
import { anyItem, fc } from '../test/hostile.js';

const all = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES];
const PATHS = [
  ...[
    'configurationPolicies',
    'deviceConfigurations',
    'deviceCompliancePolicies',
    'compliancePolicies',
    'intents',
    'groupPolicyConfigurations',
    'deviceManagementScripts',
    'deviceShellScripts',
    'deviceCustomAttributeShellScripts',
    'deviceHealthScripts',
    'deviceEnrollmentConfigurations',
    'windowsAutopilotDeploymentProfiles',
    'roleDefinitions',
    'windowsFeatureUpdateProfiles',
    'windowsQualityUpdateProfiles',
    'windowsDriverUpdateProfiles',
    'settings',
    'notificationMessageTemplates',
    'assignmentFilters',
    'roleScopeTags',
    'reusablePolicySettings',
  ].map((name) => `deviceManagement/${name}`),
  ...[
    'androidManagedAppProtections',
    'iosManagedAppProtections',
    'windowsManagedAppProtections',
    'targetedManagedAppConfigurations',
    'mobileAppConfigurations',
  ].map((name) => `deviceAppManagement/${name}`),
  ...['policies', 'namedLocations', 'authenticationStrength/policies'].map(
    (name) => `identity/conditionalAccess/${name}`,
  ),
  'groups',
];
const anyFamily = fc.constantFrom(...all);

describe('the declared families', () => {
  it('have keys, paths and types of their own', () => {
    const paths = all.flatMap(({ collections }) => collections.map(({ path }) => path));
    const types = all.flatMap(({ collections }) => collections.flatMap(({ odataType }) => odataType ?? []));
    for (const list of [all.map(({ key }) => key), paths, types]) expect(new Set(list).size).toBe(list.length);
  });

  it('cover every path of the design', () => {
    expect(all.flatMap(({ collections }) => collections.map(({ path }) => path)).toSorted()).toEqual(PATHS.toSorted());
  });

  it('are found by key and by collection', () => {
    for (const family of all) {
      expect(familyOf(family.key)).toBe(family);
      for (const collection of family.collections) {
        expect(familyOfCollection(collection.path)).toEqual({ family, collection });
      }
    }
    expect(familyOf('unknown')).toBeUndefined();
    expect(familyOfCollection('users')).toBeUndefined();
  });

  it('have a key across tenants that begins with the name, unless there is one object only', () => {
    for (const { kind, crossTenantKey, nameField } of all) {
      expect(crossTenantKey[0]).toBe(kind === 'single' ? undefined : nameField);
    }
  });
});

describe('types', () => {
  it.each([
    ['#microsoft.graph.windows10CompliancePolicy', 'compliance'],
    ['microsoft.graph.iosEnterpriseWiFiConfiguration', 'device_configuration'],
    ['#microsoft.graph.windowsUpdateForBusinessConfiguration', 'device_configuration'],
    ['#microsoft.graph.deviceEnrollmentLimitConfiguration', 'enrolment'],
    ['#microsoft.graph.windowsRestoreDeviceEnrollmentConfiguration', 'enrolment'],
    ['#microsoft.graph.windows10EnrollmentCompletionPageConfiguration', 'enrolment'],
    ['#microsoft.graph.deviceComanagementAuthorityConfiguration', 'enrolment'],
    ['#microsoft.graph.iosManagedAppProtection', 'app_protection'],
    ['#microsoft.graph.targetedManagedAppConfiguration', 'app_protection'],
    ['#microsoft.graph.iosMobileAppConfiguration', 'app_configuration'],
    ['#microsoft.graph.azureADWindowsAutopilotDeploymentProfile', 'autopilot'],
    ['#microsoft.graph.countryNamedLocation', 'named_locations'],
    ['#microsoft.graph.deviceAndAppManagementRoleDefinition', 'roles'],
  ])('%s belongs to %s', (type, key) => {
    expect(familyOfODataType(type)?.family.key).toBe(key);
  });

  it.each(['#microsoft.graph.win32LobApp', '#microsoft.graph.depIOSEnrollmentProfile', '', '#'])(
    '%j belongs to none',
    (type) => {
      expect(familyOfODataType(type)).toBeUndefined();
    },
  );
});

describe('platforms in operator words', () => {
  it.each([
    ['settings_catalog', { platforms: 'windows10' }, 'Windows'],
    ['settings_catalog', { platforms: 'iOS,macOS' }, 'iOS/iPadOS, macOS'],
    ['settings_catalog', { platforms: 'none' }, undefined],
    ['compliance_settings_based', { platforms: 'linux' }, 'Linux'],
    ['compliance', { '@odata.type': '#microsoft.graph.macOSCompliancePolicy' }, 'macOS'],
    ['compliance', { '@odata.type': '#microsoft.graph.aospDeviceOwnerCompliancePolicy' }, 'Android'],
    ['enrolment', { platformType: 'mac' }, 'macOS'],
    ['platform_scripts', { '@odata.type': '#microsoft.graph.deviceShellScript' }, 'macOS'],
    ['conditional_access', { conditions: { platforms: { includePlatforms: ['android'] } } }, undefined],
  ])('%s %j: %s', (key, item, word) => {
    expect(familyOf(key)?.platformOf(item)).toBe(word);
  });
});

describe('identity', () => {
  it('is given by name, type and what else the family says', () => {
    const compliance = familyOf('compliance');
    if (compliance === undefined) throw new Error('The compliance family is gone.');
    const ios = { displayName: 'Basic', '@odata.type': '#microsoft.graph.iosCompliancePolicy' };
    const mac = { ...ios, '@odata.type': '#microsoft.graph.macOSCompliancePolicy' };
    expect(crossTenantKeyOf(compliance, ios)).not.toBe(crossTenantKeyOf(compliance, mac));
    expect(crossTenantKeyOf(compliance, { ...ios, id: '1', version: 4 })).toBe(crossTenantKeyOf(compliance, ios));
  });

  it('adds the type that a collection of one type leaves out, and never replaces one', () => {
    const of = familyOfCollection('deviceManagement/deviceShellScripts');
    if (of === undefined) throw new Error('The shell scripts are gone.');
    expect(withType(of.collection, { id: '1' })).toEqual({
      '@odata.type': '#microsoft.graph.deviceShellScript',
      id: '1',
    });
    expect(withType(of.collection, { '@odata.type': 'other' })).toEqual({ '@odata.type': 'other' });
  });

  it('never throws, whatever an item holds', () => {
    fc.assert(
      fc.property(anyFamily, anyItem, (family, item) => {
        expect(typeof nameOf(family, item)).toBe('string');
        expect(typeof crossTenantKeyOf(family, item)).toBe('string');
        expect(['string', 'undefined']).toContain(typeof family.platformOf(item));
      }),
    );
  });
});
