import type { PolicyItem } from '@tenantatlas/drift';
import { idFrom, randomFrom, type Random } from './random.js';

/** What policies refer to: groups, filters, tags, locations, strengths. The same for the whole tenant. */
export interface Directory {
  readonly seed: string;
  readonly groups: readonly PolicyItem[];
  readonly filters: readonly PolicyItem[];
  readonly scopeTags: readonly PolicyItem[];
  readonly namedLocations: readonly PolicyItem[];
  readonly strengths: readonly PolicyItem[];
  readonly reusable: readonly PolicyItem[];
}

const GROUPS = [
  'All corporate devices',
  'All employees',
  'Pilot users',
  'IT administrators',
  'Helpdesk',
  'Finance',
  'Human resources',
  'Field staff',
  'Shared devices',
  'Kiosks',
  'Developers',
  'Executives',
  'External partners',
  'Break-glass accounts',
  'Service accounts',
  'Windows pilot ring',
  'Windows broad ring',
  'macOS users',
  'Mobile workers',
  'Frontline workers',
  'Conditional access exclusions',
  'Autopilot devices',
  'Privileged access workstations',
  'Contractors',
];

export function directoryOf(seed: string): Directory {
  const random = randomFrom(seed, 'directory');
  return {
    seed,
    groups: GROUPS.map((name) => group(seed, name, random)),
    filters: FILTERS.map(([name, platform, rule]) => ({
      id: idFrom(seed, 'filter', name),
      displayName: name,
      description: '',
      platform,
      rule,
      roleScopeTags: ['0'],
      assignmentFilterManagementType: 'devices',
      createdDateTime: random.moment(),
      lastModifiedDateTime: random.moment(),
    })),
    scopeTags: ['Default', 'Europe', 'Americas', 'Servers'].map((name, index) => ({
      id: String(index),
      displayName: name,
      description: '',
      isBuiltIn: index === 0,
    })),
    namedLocations: [countries(seed, random), offices(seed, random)],
    strengths: STRENGTHS.map(([id, name, combinations]) => ({
      id,
      displayName: name,
      description: '',
      policyType: 'builtIn',
      requirementsSatisfied: 'mfa',
      allowedCombinations: combinations,
      createdDateTime: '2021-12-01T08:00:00Z',
      modifiedDateTime: '2021-12-01T08:00:00Z',
    })),
    reusable: [reusableFirewallGroup(seed, random)],
  };
}

const FILTERS = [
  ['Corporate Windows devices', 'windows10AndLater', '(device.deviceOwnership -eq "Corporate")'],
  ['Personal iOS devices', 'iOS', '(device.deviceOwnership -eq "Personal")'],
  ['Windows 11 only', 'windows10AndLater', '(device.osVersion -startsWith "10.0.2")'],
  ['Managed Android', 'androidForWork', '(device.deviceOwnership -eq "Corporate")'],
] as const;

const STRENGTHS = [
  ['00000000-0000-0000-0000-000000000002', 'Multifactor authentication', ['password,sms', 'fido2']],
  ['00000000-0000-0000-0000-000000000003', 'Passwordless MFA', ['windowsHelloForBusiness', 'fido2']],
  ['00000000-0000-0000-0000-000000000004', 'Phishing-resistant MFA', ['fido2', 'x509CertificateMultiFactor']],
] as const;

function group(seed: string, name: string, random: Random): PolicyItem {
  const dynamic = random.chance(0.3);
  return {
    id: idFrom(seed, 'group', name),
    displayName: name,
    description: null,
    groupTypes: dynamic ? ['DynamicMembership'] : [],
    membershipRule: dynamic ? '(device.deviceOwnership -eq "Company")' : null,
    mailEnabled: false,
    securityEnabled: true,
    createdDateTime: random.moment(),
    renewedDateTime: random.moment(),
  };
}

function countries(seed: string, random: Random): PolicyItem {
  return {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: idFrom(seed, 'location', 'countries'),
    displayName: 'Allowed countries',
    countriesAndRegions: ['AT', 'CH', 'DE', 'FR', 'GB'],
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: 'clientIpAddress',
    createdDateTime: random.moment(),
    modifiedDateTime: random.moment(),
  };
}

function offices(seed: string, random: Random): PolicyItem {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: idFrom(seed, 'location', 'offices'),
    displayName: 'Offices',
    isTrusted: true,
    ipRanges: [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: `203.0.113.${random.int(200)}/32` }],
    createdDateTime: random.moment(),
    modifiedDateTime: random.moment(),
  };
}

function reusableFirewallGroup(seed: string, random: Random): PolicyItem {
  return {
    id: idFrom(seed, 'reusable', 'firewall'),
    displayName: 'Firewall: management network',
    description: '',
    settingDefinitionId: 'vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}',
    settingInstance: {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance',
      settingDefinitionId: 'vendor_msft_firewall_mdmstore_dynamickeywords_addresses_{id}',
      groupSettingCollectionValue: [{ children: [] }],
    },
    referencingConfigurationPolicyCount: 0,
    createdDateTime: random.moment(),
    lastModifiedDateTime: random.moment(),
    version: 1,
  };
}
