import { managed, type Maker, type Making } from './maker.js';

export const enrolmentConfiguration: Maker = (making) =>
  making.random.pick([deviceLimit, platformRestriction, statusPage, windowsHello])(making);

const restricted = (making: Making, type: string, topic: string) => ({
  '@odata.type': `#microsoft.graph.${type}`,
  ...managed(making, 'none', topic),
  priority: making.index,
  version: 1,
});

const deviceLimit: Maker = (making) => ({
  ...restricted(making, 'deviceEnrollmentLimitConfiguration', 'Device limit'),
  deviceEnrollmentConfigurationType: 'limit',
  limit: 5 + making.random.int(10),
});

const platformRestriction: Maker = (making) => ({
  ...restricted(making, 'deviceEnrollmentPlatformRestrictionConfiguration', 'Platform restriction'),
  deviceEnrollmentConfigurationType: 'singlePlatformRestriction',
  platformType: making.random.pick(['windows', 'ios', 'android', 'mac', 'androidForWork']),
  platformRestriction: {
    platformBlocked: making.random.chance(0.2),
    personalDeviceEnrollmentBlocked: making.random.chance(0.7),
    osMinimumVersion: '',
    osMaximumVersion: '',
    blockedManufacturers: [],
  },
});

const statusPage: Maker = (making) => ({
  ...restricted(making, 'windows10EnrollmentCompletionPageConfiguration', 'Enrolment status page'),
  deviceEnrollmentConfigurationType: 'windows10EnrollmentCompletionPageConfiguration',
  showInstallationProgress: true,
  blockDeviceSetupRetryByUser: making.random.chance(0.5),
  installProgressTimeoutInMinutes: 30 + making.random.int(60),
  selectedMobileAppIds: [],
});

const windowsHello: Maker = (making) => ({
  ...restricted(making, 'deviceEnrollmentWindowsHelloForBusinessConfiguration', 'Windows Hello'),
  deviceEnrollmentConfigurationType: 'windowsHelloForBusiness',
  state: making.random.pick(['enabled', 'disabled', 'notConfigured']),
  pinMinimumLength: 6 + making.random.int(4),
  securityDeviceRequired: true,
});

export const autopilotProfile: Maker = (making) => ({
  '@odata.type': '#microsoft.graph.azureADWindowsAutopilotDeploymentProfile',
  ...managed(making, 'windows', 'Autopilot'),
  language: making.random.pick(['os-default', 'de-DE', 'en-GB']),
  deviceNameTemplate: 'CORP-%SERIAL%',
  preprovisioningAllowed: making.random.chance(0.5),
  hardwareHashExtractionEnabled: true,
  deviceType: 'windowsPc',
  outOfBoxExperienceSetting: {
    privacySettingsHidden: true,
    eulaHidden: true,
    userType: 'standard',
    deviceUsageType: 'singleUser',
  },
});

export const featureUpdate: Maker = (making) => ({
  ...managed(making, 'windows', 'Feature update'),
  featureUpdateVersion: making.random.pick(['Windows 11, version 24H2', 'Windows 11, version 25H2']),
  installLatestWindows10OnWindows11IneligibleDevice: false,
  installFeatureUpdatesOptional: making.random.chance(0.3),
  deployableContentDisplayName: 'Windows 11',
  endOfSupportDate: '2027-10-12T00:00:00Z',
  rolloutSettings: null,
});

export const qualityUpdate: Maker = (making) => ({
  ...managed(making, 'windows', 'Expedited quality update'),
  releaseDateDisplayName: '2026.10 B Security updates for Windows 10 and later',
  deployableContentDisplayName: '2026.10 B',
  expeditedUpdateSettings: {
    qualityUpdateRelease: '2026-10-13T00:00:00Z',
    daysUntilForcedReboot: making.random.int(3),
  },
});

export const driverUpdate: Maker = (making) => ({
  ...managed(making, 'windows', 'Driver updates'),
  approvalType: making.random.pick(['manual', 'automatic']),
  deploymentDeferralInDays: making.random.int(14),
  newUpdates: making.random.int(20),
  deviceReporting: making.random.int(400),
  inventorySyncStatus: { lastSuccessfulSyncDateTime: making.random.moment(), driverInventorySyncState: 'success' },
});
