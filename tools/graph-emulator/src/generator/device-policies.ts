import { managed, type Maker, type Making } from './maker.js';
import { idFrom } from './random.js';

export const deviceConfiguration: Maker = (making) =>
  making.random.pick([updateRing, customWindows, iosWifi, macRestrictions])(making);

const updateRing: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration',
  ...managed(making, 'windows', 'Update ring'),
  supportsScopeTags: true,
  version: 1 + making.random.int(9),
  automaticUpdateMode: 'autoInstallAtMaintenanceTime',
  qualityUpdatesDeferralPeriodInDays: making.random.int(14),
  featureUpdatesDeferralPeriodInDays: making.random.int(90),
  driversExcluded: making.random.chance(0.2),
  qualityUpdatesPaused: false,
  userPauseAccess: making.random.pick(['enabled', 'disabled']),
  installationSchedule: {
    '@odata.type': '#microsoft.graph.windowsUpdateActiveHoursInstall',
    activeHoursStart: '08:00:00.0000000',
    activeHoursEnd: `${17 + making.random.int(4)}:00:00.0000000`,
  },
});

/** Graph shows the value of an encrypted OMA-URI setting as asterisks and refers to it by a secret reference. */
const customWindows: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
  ...managed(making, 'windows', 'Custom profile'),
  supportsScopeTags: true,
  version: 1,
  omaSettings: Array.from({ length: 1 + making.random.int(4) }, (_, index) => {
    const encrypted = making.random.chance(0.3);
    return {
      '@odata.type': '#microsoft.graph.omaSettingString',
      displayName: `Setting ${index + 1}`,
      description: null,
      omaUri: `./Device/Vendor/MSFT/Policy/Config/Custom/Setting${index + 1}`,
      secretReferenceValueId: encrypted ? idFrom(making.path, making.index, index) : null,
      isEncrypted: encrypted,
      value: encrypted ? '****' : `<enabled/><data id="value" value="${making.random.int(10)}"/>`,
    };
  }),
});

const iosWifi: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
  ...managed(making, 'iOS', 'Wi-Fi'),
  supportsScopeTags: true,
  version: 1,
  networkName: 'Corporate',
  ssid: 'corp-wifi',
  connectAutomatically: true,
  connectWhenNetworkNameIsHidden: making.random.chance(0.5),
  wiFiSecurityType: 'wpaPersonal',
  preSharedKey: null,
  proxySettings: 'none',
});

const macRestrictions: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.macOSGeneralDeviceConfiguration',
  ...managed(making, 'macOS', 'Restrictions'),
  supportsScopeTags: true,
  version: 2,
  passwordRequired: true,
  passwordMinimumLength: 8 + making.random.int(8),
  cameraBlocked: making.random.chance(0.2),
  airDropBlocked: making.random.chance(0.6),
  iCloudBlockDocumentSync: making.random.chance(0.5),
});

const COMPLIANCE = [
  ['windows10', 'windows', { bitLockerEnabled: true, secureBootEnabled: true, osMinimumVersion: '10.0.26100.0000' }],
  ['macOS', 'macOS', { systemIntegrityProtectionEnabled: true, firewallEnabled: true, osMinimumVersion: '15.0' }],
  ['ios', 'iOS', { securityBlockJailbrokenDevices: true, passcodeRequired: true, osMinimumVersion: '18.0' }],
  [
    'androidWorkProfile',
    'android',
    { securityBlockJailbrokenDevices: true, storageRequireEncryption: true, osMinimumVersion: '14' },
  ],
] as const;

export const compliancePolicy: Maker = (making) => {
  const [type, platform, rules] = making.random.pick(COMPLIANCE);
  return {
    '@odata.type': `#microsoft.graph.${type}CompliancePolicy`,
    ...managed(making, platform, 'Compliance'),
    version: 1 + making.random.int(5),
    ...rules,
    passwordMinimumLength: 6 + making.random.int(9),
    deviceThreatProtectionEnabled: making.random.chance(0.6),
    deviceThreatProtectionRequiredSecurityLevel: making.random.pick(['secured', 'low', 'medium', 'unavailable']),
    scheduledActionsForRule: [scheduledActions(making)],
  };
};

function scheduledActions(making: Making): Record<string, unknown> {
  const id = idFrom(making.directory.seed, making.path, making.index, 'rule');
  return {
    id,
    ruleName: null,
    scheduledActionConfigurations: ['block', 'notification'].map((actionType, index) => ({
      id: idFrom(id, actionType),
      gracePeriodHours: index === 0 ? 24 * making.random.int(4) : 0,
      actionType,
      notificationTemplateId: '00000000-0000-0000-0000-000000000000',
      notificationMessageCCList: [],
    })),
  };
}

export const administrativeTemplate: Maker = (making) => ({
  ...managed(making, 'windows', 'Office policies'),
  policyConfigurationIngestionType: 'builtIn',
  definitionValues: Array.from({ length: 2 + making.random.int(4) }, (_, index) => definitionValue(making, index)),
});

function definitionValue(making: Making, index: number): Record<string, unknown> {
  const id = idFrom(making.directory.seed, making.path, making.index, 'definition', index);
  const moment = making.random.moment();
  return {
    id,
    createdDateTime: moment,
    lastModifiedDateTime: moment,
    enabled: making.random.chance(0.8),
    configurationType: 'policy',
    definition: {
      id: idFrom('definition', index),
      classType: 'machine',
      displayName: `Policy setting ${index + 1}`,
      categoryPath: '\\Microsoft Office 2016\\Security Settings',
      policyType: 'admxBacked',
    },
    presentationValues: [
      {
        '@odata.type': '#microsoft.graph.groupPolicyPresentationValueDecimal',
        id: idFrom(id, 'presentation'),
        createdDateTime: moment,
        lastModifiedDateTime: moment,
        value: making.random.int(10),
        presentation: {
          '@odata.type': '#microsoft.graph.groupPolicyPresentationDecimalTextBox',
          id: idFrom('presentation', index),
          label: 'Minutes',
          required: true,
        },
      },
    ],
  };
}

export const endpointSecurityIntent: Maker = (making) => ({
  ...managed(making, 'windows', 'Security baseline'),
  isAssigned: true,
  isMigratingToConfigurationPolicy: false,
  templateId: making.random.pick(['034ccd46-190c-4afc-adf1-ad7cc11262eb', 'd1174162-1dd2-4976-affc-6667049ab0ae']),
  categories: ['BitLocker', 'Browser'].map((name, number) => ({
    id: idFrom(making.directory.seed, making.path, making.index, name),
    displayName: name,
    settingCount: 3,
    settings: Array.from({ length: 3 }, (_, index) => ({
      '@odata.type': '#microsoft.graph.deviceManagementBooleanSettingInstance',
      id: idFrom(making.directory.seed, making.path, making.index, number, index),
      definitionId: `deviceConfiguration--windows10EndpointProtectionConfiguration_${name.toLowerCase()}Setting${index}`,
      valueJson: making.random.chance(0.5) ? 'true' : 'false',
      value: making.random.chance(0.5),
    })),
  })),
});
