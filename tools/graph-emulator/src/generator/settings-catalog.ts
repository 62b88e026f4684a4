import type { PolicyItem } from '@tenantatlas/drift';
import { managed, type Maker } from './maker.js';
import type { Random } from './random.js';

const TYPE = '#microsoft.graph.deviceManagementConfiguration';

interface Topic {
  readonly name: string;
  readonly platforms: string;
  readonly technologies: string;
  readonly templateFamily: string;
  readonly choices: readonly string[];
  readonly numbers: readonly string[];
  readonly lists: readonly string[];
  /** A repeated group: every instance holds the same definitions again. */
  readonly group?: { readonly id: string; readonly texts: readonly string[] };
}

const MDM = 'device_vendor_msft_policy_config_';

const TOPICS: readonly Topic[] = [
  {
    name: 'Defender Antivirus',
    platforms: 'windows10',
    technologies: 'mdm,microsoftSense',
    templateFamily: 'endpointSecurityAntivirus',
    choices: ['allowarchivescanning', 'allowbehaviormonitoring', 'allowcloudprotection', 'allowrealtimemonitoring'].map(
      (name) => `${MDM}defender_${name}`,
    ),
    numbers: [`${MDM}defender_avgcpuloadfactor`, `${MDM}defender_daystoretaincleanedmalware`],
    lists: [`${MDM}defender_excludedpaths`, `${MDM}defender_excludedextensions`],
  },
  {
    name: 'BitLocker',
    platforms: 'windows10',
    technologies: 'mdm',
    templateFamily: 'endpointSecurityDiskEncryption',
    choices: [
      'device_vendor_msft_bitlocker_requiredeviceencryption',
      'device_vendor_msft_bitlocker_allowwarningforotherdiskencryption',
      'device_vendor_msft_bitlocker_configurerecoverypasswordrotation',
    ],
    numbers: ['device_vendor_msft_bitlocker_systemdrivesminimumpinlength_minpinlength'],
    lists: [],
  },
  {
    name: 'Firewall',
    platforms: 'windows10',
    technologies: 'mdm,microsoftSense',
    templateFamily: 'endpointSecurityFirewall',
    choices: ['domainprofile', 'privateprofile', 'publicprofile'].map(
      (name) => `vendor_msft_firewall_mdmstore_${name}_enablefirewall`,
    ),
    numbers: ['vendor_msft_firewall_mdmstore_global_saidletime'],
    lists: [],
    group: {
      id: 'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}',
      texts: ['name', 'description', 'localportranges'].map(
        (name) => `vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}_${name}`,
      ),
    },
  },
  {
    name: 'Edge',
    platforms: 'windows10',
    technologies: 'mdm',
    templateFamily: 'none',
    choices: ['smartscreenenabled', 'passwordmanagerenabled', 'syncdisabled', 'autofillcreditcardenabled'].map(
      (name) => `${MDM}microsoft_edgev80diff~policy~microsoft_edge_${name}`,
    ),
    numbers: [],
    lists: [`${MDM}microsoft_edge~policy~microsoft_edge~extensions_extensioninstallforcelist`],
  },
  {
    name: 'Windows LAPS',
    platforms: 'windows10',
    technologies: 'mdm',
    templateFamily: 'endpointSecurityAccountProtection',
    choices: [
      'device_vendor_msft_laps_policies_backupdirectory',
      'device_vendor_msft_laps_policies_passwordcomplexity',
      'device_vendor_msft_laps_policies_postauthenticationactions',
    ],
    numbers: ['device_vendor_msft_laps_policies_passwordlength', 'device_vendor_msft_laps_policies_passwordagedays'],
    lists: [],
  },
  {
    name: 'FileVault',
    platforms: 'macOS',
    technologies: 'mdm,appleRemoteManagement',
    templateFamily: 'none',
    choices: [
      'com.apple.mcx.filevault2_enable',
      'com.apple.mcx.filevault2_defer',
      'com.apple.mcx.filevault2_showrecoverykey',
    ],
    numbers: ['com.apple.mcx.filevault2_deferforceatuserloginmaxbypassattempts'],
    lists: [],
  },
  {
    name: 'Passcode',
    platforms: 'iOS',
    technologies: 'mdm,appleRemoteManagement',
    templateFamily: 'none',
    choices: ['com.apple.mobiledevice.passwordpolicy_forcepin', 'com.apple.mobiledevice.passwordpolicy_allowsimple'],
    numbers: ['com.apple.mobiledevice.passwordpolicy_minlength', 'com.apple.mobiledevice.passwordpolicy_maxinactivity'],
    lists: [],
  },
];

export const settingsCatalogPolicy: Maker = (making) => {
  const { random } = making;
  const topic = random.pick(TOPICS);
  const settings = settingsOf(topic, random).map((settingInstance, index) => ({ id: String(index), settingInstance }));
  const platform = topic.platforms === 'windows10' ? 'windows' : topic.platforms;
  return {
    ...managed(making, platform, topic.name, 'name'),
    platforms: topic.platforms,
    technologies: topic.technologies,
    creationSource: null,
    priorityMetaData: null,
    settingCount: settings.length,
    templateReference: {
      templateId: topic.templateFamily === 'none' ? '' : `${topic.templateFamily}_1`,
      templateFamily: topic.templateFamily,
      templateDisplayName: topic.templateFamily === 'none' ? null : topic.name,
      templateDisplayVersion: topic.templateFamily === 'none' ? null : 'Version 1',
    },
    settings,
  };
};

/** Compliance policies of the newer kind: the same settings, another collection. */
export const settingsBasedCompliancePolicy: Maker = (making) => {
  const settings = [
    choice('linux_passwordpolicy_enabled', making.random),
    integer('linux_passwordpolicy_minimumlength', making.random),
  ];
  return {
    ...managed(making, 'linux', 'Compliance', 'name'),
    platforms: 'linux',
    technologies: 'linuxMdm',
    creationSource: null,
    settingCount: settings.length,
    scheduledActionsForRule: [],
    settings: settings.map((settingInstance, index) => ({ id: String(index), settingInstance })),
  };
};

function settingsOf(topic: Topic, random: Random): PolicyItem[] {
  return [
    ...random.some(topic.choices, 2 + random.int(topic.choices.length)).map((id) => choice(id, random)),
    ...topic.numbers.filter(() => random.chance(0.7)).map((id) => integer(id, random)),
    ...topic.lists.filter(() => random.chance(0.5)).map((id) => texts(id, random)),
    ...(topic.group === undefined ? [] : [repeatedGroup(topic.group, random)]),
  ];
}

function instance(kind: string, settingDefinitionId: string, value: PolicyItem): PolicyItem {
  return {
    '@odata.type': `${TYPE}${kind}Instance`,
    settingDefinitionId,
    auditRuleInformation: null,
    settingInstanceTemplateReference: null,
    ...value,
  };
}

function choice(id: string, random: Random): PolicyItem {
  const value = { settingValueTemplateReference: null, value: `${id}_${random.int(3)}`, children: [] };
  return instance('ChoiceSetting', id, { choiceSettingValue: value });
}

function integer(id: string, random: Random): PolicyItem {
  const value = {
    '@odata.type': `${TYPE}IntegerSettingValue`,
    settingValueTemplateReference: null,
    value: random.int(60),
  };
  return instance('SimpleSetting', id, { simpleSettingValue: value });
}

function text(id: string, value: string): PolicyItem {
  const simpleSettingValue = { '@odata.type': `${TYPE}StringSettingValue`, settingValueTemplateReference: null, value };
  return instance('SimpleSetting', id, { simpleSettingValue });
}

function texts(id: string, random: Random): PolicyItem {
  const values = Array.from({ length: 1 + random.int(4) }, (_, index) => ({
    '@odata.type': `${TYPE}StringSettingValue`,
    settingValueTemplateReference: null,
    value: `C:\\Programs\\App${index}${random.int(100)}`,
  }));
  return instance('SimpleSettingCollection', id, { simpleSettingCollectionValue: values });
}

function repeatedGroup(group: NonNullable<Topic['group']>, random: Random): PolicyItem {
  const groups = Array.from({ length: 2 + random.int(3) }, (_, number) => ({
    settingValueTemplateReference: null,
    children: group.texts.map((id) => text(id, `Rule ${number + 1}: ${random.int(65_535)}`)),
  }));
  return instance('GroupSettingCollection', group.id, { groupSettingCollectionValue: groups });
}
