import { managed, type Maker } from './maker.js';

const MICROSOFT_APPS = ['com.microsoft.office.outlook', 'com.microsoft.skype.teams', 'com.microsoft.office.word'];

function appProtection(platform: 'android' | 'ios' | 'windows'): Maker {
  return (making) => ({
    ...managed(making, platform === 'ios' ? 'iOS' : platform, 'App protection'),
    version: '"1"',
    isAssigned: true,
    deployedAppCount: MICROSOFT_APPS.length,
    periodOfflineBeforeAccessCheck: 'PT12H',
    periodOfflineBeforeWipeIsEnforced: 'P90D',
    dataBackupBlocked: making.random.chance(0.8),
    saveAsBlocked: making.random.chance(0.7),
    pinRequired: true,
    minimumPinLength: 4 + making.random.int(4),
    maximumPinRetries: 5,
    allowedOutboundDataTransferDestinations: making.random.pick(['managedApps', 'none', 'allApps']),
    apps: MICROSOFT_APPS.map((name) => ({
      id: `${name}.${platform}`,
      version: '1',
      mobileAppIdentifier:
        platform === 'android'
          ? { '@odata.type': '#microsoft.graph.androidMobileAppIdentifier', packageId: name }
          : { '@odata.type': `#microsoft.graph.${platform}MobileAppIdentifier`, bundleId: name },
    })),
  });
}

export const androidAppProtection = appProtection('android');
export const iosAppProtection = appProtection('ios');
export const windowsAppProtection = appProtection('windows');

export const targetedAppConfiguration: Maker = (making) => ({
  ...managed(making, 'none', 'Outlook configuration'),
  version: '"1"',
  deployedAppCount: 1,
  isAssigned: true,
  customSettings: [
    { name: 'com.microsoft.outlook.Mail.FocusedInbox', value: String(making.random.chance(0.5)) },
    { name: 'com.microsoft.outlook.Contacts.LocalSyncEnabled', value: String(making.random.chance(0.5)) },
  ],
  apps: [
    {
      id: 'com.microsoft.office.outlook.android',
      version: '1',
      mobileAppIdentifier: {
        '@odata.type': '#microsoft.graph.androidMobileAppIdentifier',
        packageId: 'com.microsoft.office.outlook',
      },
    },
  ],
});

export const mobileAppConfiguration: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  ...managed(making, 'iOS', 'Managed app settings'),
  version: 1,
  targetedMobileApps: [],
  encodedSettingXml: null,
  settings: [
    { appConfigKey: 'IntuneMAMUPN', appConfigKeyType: 'stringType', appConfigKeyValue: '{{userprincipalname}}' },
    { appConfigKey: 'SyncInterval', appConfigKeyType: 'integerType', appConfigKeyValue: String(making.random.int(60)) },
  ],
});
