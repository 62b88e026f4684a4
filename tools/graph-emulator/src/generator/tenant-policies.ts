import type { PolicyItem } from '@tenantatlas/drift';
import { named, type Maker } from './maker.js';
import { idFrom } from './random.js';
import { policyName } from './wording.js';

export const conditionalAccessPolicy: Maker = ({ directory, random, path, index }) => {
  const block = random.chance(0.25);
  return {
    id: idFrom(directory.seed, path, index),
    templateId: null,
    displayName: policyName(random, 'none', random.pick(CONDITIONAL_ACCESS), index),
    createdDateTime: random.moment(),
    modifiedDateTime: random.moment(),
    state: random.pick(['enabled', 'enabled', 'disabled', 'enabledForReportingButNotEnforced']),
    conditions: {
      userRiskLevels: [],
      signInRiskLevels: random.chance(0.2) ? ['high'] : [],
      clientAppTypes: random.pick([
        ['all'],
        ['browser', 'mobileAppsAndDesktopClients'],
        ['exchangeActiveSync', 'other'],
      ]),
      platforms: random.chance(0.3) ? { includePlatforms: ['all'], excludePlatforms: ['windows'] } : null,
      locations: random.chance(0.4)
        ? {
            includeLocations: ['All'],
            excludeLocations: random.some(directory.namedLocations, 1).map((place) => place.id),
          }
        : null,
      applications: {
        includeApplications: random.pick([['All'], ['Office365'], ['MicrosoftAdminPortals']]),
        excludeApplications: [],
        includeUserActions: [],
      },
      users: {
        includeUsers: random.pick([['All'], ['None'], ['GuestsOrExternalUsers']]),
        excludeUsers: [],
        includeGroups: random.some(directory.groups, random.int(2)).map((group) => group.id),
        excludeGroups: random.some(directory.groups, 1 + random.int(2)).map((group) => group.id),
        includeRoles: [],
        excludeRoles: [],
      },
    },
    grantControls: {
      operator: 'OR',
      builtInControls: block ? ['block'] : ['mfa'],
      customAuthenticationFactors: [],
      termsOfUse: [],
      authenticationStrength: !block && random.chance(0.3) ? random.pick(directory.strengths) : null,
    },
    sessionControls: random.chance(0.3)
      ? { signInFrequency: { value: 1 + random.int(24), type: 'hours', isEnabled: true }, persistentBrowser: null }
      : null,
  };
};

const CONDITIONAL_ACCESS = [
  'Require MFA',
  'Block legacy authentication',
  'Require compliant device',
  'Sign-in frequency',
  'Admin portals',
  'Guests',
  'Block unknown platforms',
  'Risky sign-ins',
];

export const roleDefinition: Maker = (making) => {
  const common = named(making, 'none', 'Support role');
  return {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition',
    ...common,
    isBuiltIn: false,
    isBuiltInRoleDefinition: false,
    rolePermissions: [
      {
        resourceActions: [
          {
            allowedResourceActions: making.random.some(ACTIONS, 3 + making.random.int(3)),
            notAllowedResourceActions: [],
          },
        ],
      },
    ],
    roleAssignments: making.random.some(making.directory.groups, making.random.int(3)).map((group) => ({
      id: idFrom(making.directory.seed, making.path, making.index, String(group.id)),
      displayName: `Support: ${String(group.displayName)}`,
      scopeMembers: [],
      resourceScopes: [group.id],
    })),
  };
};

const ACTIONS = ['Read', 'Update', 'Create', 'Delete', 'Assign', 'ViewReports'].map(
  (verb) => `Microsoft.Intune_DeviceConfigurations_${verb}`,
);

export const notificationTemplate: Maker = (making) => {
  const common = named(making, 'none', 'Compliance notice');
  return {
    ...common,
    defaultLocale: 'en-gb',
    brandingOptions: 'includeCompanyLogo,includeCompanyName',
    localizedNotificationMessages: ['en-gb', 'de-de'].map((locale) => ({
      id: idFrom(making.directory.seed, making.path, making.index, locale),
      lastModifiedDateTime: making.random.moment(),
      locale,
      subject: 'Your device needs attention',
      messageTemplate: 'Dear {{UserName}}, please update {{DeviceName}}.',
      isDefault: locale === 'en-gb',
    })),
  };
};

export const deviceManagementSettings: Maker = ({ random }): PolicyItem => ({
  deviceComplianceCheckinThresholdDays: 30,
  isScheduledActionEnabled: true,
  secureByDefault: random.chance(0.5),
  enhancedJailBreak: random.chance(0.5),
  deviceInactivityBeforeRetirementInDay: 0,
  derivedCredentialProvider: 'notConfigured',
  derivedCredentialUrl: null,
  androidDeviceAdministratorEnrollmentEnabled: false,
  enableLogCollection: true,
  enableAutopilotDiagnostics: true,
  m365AppDiagnosticsEnabled: true,
});
