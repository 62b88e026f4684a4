import { administrativeTemplates } from './families/administrative-templates.js';
import { appConfiguration } from './families/app-configuration.js';
import { appProtection } from './families/app-protection.js';
import { assignmentFilters } from './families/assignment-filters.js';
import { authenticationStrengths } from './families/authentication-strengths.js';
import { autopilot } from './families/autopilot.js';
import { complianceSettingsBased } from './families/compliance-settings-based.js';
import { compliance } from './families/compliance.js';
import { conditionalAccess } from './families/conditional-access.js';
import { deviceConfiguration } from './families/device-configuration.js';
import { deviceManagementSettings } from './families/device-management-settings.js';
import { driverUpdates } from './families/driver-updates.js';
import { endpointSecurityIntents } from './families/endpoint-security-intents.js';
import { enrolment } from './families/enrolment.js';
import { featureUpdates } from './families/feature-updates.js';
import { groups } from './families/groups.js';
import { namedLocations } from './families/named-locations.js';
import { notificationTemplates } from './families/notification-templates.js';
import { platformScripts } from './families/platform-scripts.js';
import { qualityUpdates } from './families/quality-updates.js';
import { remediations } from './families/remediations.js';
import { reusablePolicySettings } from './families/reusable-policy-settings.js';
import { roles } from './families/roles.js';
import { scopeTags } from './families/scope-tags.js';
import { settingsCatalog } from './families/settings-catalog.js';
import type { FamilyCollection, PolicyFamily } from './family.js';
import { shortTypeName } from './odata.js';

/** Every family whose items belong to a baseline, in the order in which they are read and shown. */
export const POLICY_FAMILIES: readonly PolicyFamily[] = [
  settingsCatalog,
  deviceConfiguration,
  compliance,
  complianceSettingsBased,
  administrativeTemplates,
  endpointSecurityIntents,
  appProtection,
  appConfiguration,
  platformScripts,
  remediations,
  enrolment,
  autopilot,
  featureUpdates,
  qualityUpdates,
  driverUpdates,
  conditionalAccess,
  roles,
  notificationTemplates,
  deviceManagementSettings,
];

/** What policies refer to by id: read to give names, never a policy themselves. */
export const LOOKUP_FAMILIES: readonly PolicyFamily[] = [
  namedLocations,
  authenticationStrengths,
  assignmentFilters,
  scopeTags,
  groups,
  reusablePolicySettings,
];

/** A family together with one of its collections. */
export interface CollectionOfFamily {
  readonly family: PolicyFamily;
  readonly collection: FamilyCollection;
}

const collections: readonly CollectionOfFamily[] = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].flatMap((family) =>
  family.collections.map((collection) => ({ family, collection })),
);
const byKey = new Map([...POLICY_FAMILIES, ...LOOKUP_FAMILIES].map((family) => [family.key, family]));
const byPath = new Map(collections.map((entry) => [entry.collection.path, entry]));
const byType = new Map(
  collections.flatMap((entry) =>
    entry.collection.odataType === undefined ? [] : [[shortTypeName(entry.collection.odataType), entry] as const],
  ),
);

/**
 * Collections that hold many types: how the names of those types end. Checked after the exact types above, and only
 * on names that Graph itself gives.
 */
const TYPE_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/CompliancePolicy$/, 'deviceManagement/deviceCompliancePolicies'],
  [/AutopilotDeploymentProfile$/, 'deviceManagement/windowsAutopilotDeploymentProfiles'],
  [/(MobileApp|StoreApp|ForWorkApp)Configuration$/, 'deviceAppManagement/mobileAppConfigurations'],
  [
    /^deviceEnrollment.+Configuration$|EnrollmentCompletionPageConfiguration$|DeviceEnrollmentConfiguration$|^deviceComanagementAuthorityConfiguration$|EnrollmentNotificationConfiguration$/,
    'deviceManagement/deviceEnrollmentConfigurations',
  ],
  [/NamedLocation$/, 'identity/conditionalAccess/namedLocations'],
  [/^(deviceAndAppManagementR|r)oleDefinition$/, 'deviceManagement/roleDefinitions'],
  [/Configuration$|CertificateProfile$|TrustedRootCertificate$/, 'deviceManagement/deviceConfigurations'],
];

/** The family with this key, policies and lookups alike. */
export function familyOf(key: string): PolicyFamily | undefined {
  return byKey.get(key);
}

/** The family that a Graph collection belongs to; `path` as declared, without slashes around it. */
export function familyOfCollection(path: string): CollectionOfFamily | undefined {
  return byPath.get(path);
}

/** The family and collection that hold items of an `@odata.type`, written with or without `#microsoft.graph.`. */
export function familyOfODataType(type: string): CollectionOfFamily | undefined {
  const name = shortTypeName(type);
  const exact = byType.get(name);
  if (exact !== undefined) return exact;
  const path = TYPE_ENDINGS.find(([ending]) => ending.test(name))?.[1];
  return path === undefined ? undefined : byPath.get(path);
}
