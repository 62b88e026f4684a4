import { LOOKUP_FAMILIES, POLICY_FAMILIES, type PolicyItem } from '@tenantatlas/drift';
import * as apps from './app-policies.js';
import * as devices from './device-policies.js';
import { directoryOf, type Directory } from './directory.js';
import * as enrolment from './enrolment.js';
import type { Maker } from './maker.js';
import { randomFrom } from './random.js';
import * as scripts from './scripts.js';
import * as catalog from './settings-catalog.js';
import { spread } from './spread.js';
import * as tenant from './tenant-policies.js';

const MAKERS: Readonly<Record<string, Maker>> = {
  'deviceManagement/configurationPolicies': catalog.settingsCatalogPolicy,
  'deviceManagement/compliancePolicies': catalog.settingsBasedCompliancePolicy,
  'deviceManagement/deviceConfigurations': devices.deviceConfiguration,
  'deviceManagement/deviceCompliancePolicies': devices.compliancePolicy,
  'deviceManagement/groupPolicyConfigurations': devices.administrativeTemplate,
  'deviceManagement/intents': devices.endpointSecurityIntent,
  'deviceAppManagement/androidManagedAppProtections': apps.androidAppProtection,
  'deviceAppManagement/iosManagedAppProtections': apps.iosAppProtection,
  'deviceAppManagement/windowsManagedAppProtections': apps.windowsAppProtection,
  'deviceAppManagement/targetedManagedAppConfigurations': apps.targetedAppConfiguration,
  'deviceAppManagement/mobileAppConfigurations': apps.mobileAppConfiguration,
  'deviceManagement/deviceManagementScripts': scripts.powerShellScript,
  'deviceManagement/deviceShellScripts': scripts.shellScript,
  'deviceManagement/deviceCustomAttributeShellScripts': scripts.customAttribute,
  'deviceManagement/deviceHealthScripts': scripts.remediation,
  'deviceManagement/deviceEnrollmentConfigurations': enrolment.enrolmentConfiguration,
  'deviceManagement/windowsAutopilotDeploymentProfiles': enrolment.autopilotProfile,
  'deviceManagement/windowsFeatureUpdateProfiles': enrolment.featureUpdate,
  'deviceManagement/windowsQualityUpdateProfiles': enrolment.qualityUpdate,
  'deviceManagement/windowsDriverUpdateProfiles': enrolment.driverUpdate,
  'identity/conditionalAccess/policies': tenant.conditionalAccessPolicy,
  'deviceManagement/roleDefinitions': tenant.roleDefinition,
  'deviceManagement/notificationMessageTemplates': tenant.notificationTemplate,
  'deviceManagement/settings': tenant.deviceManagementSettings,
};

const LOOKUPS: Readonly<Record<string, (directory: Directory) => readonly PolicyItem[]>> = {
  'identity/conditionalAccess/namedLocations': (directory) => directory.namedLocations,
  'identity/conditionalAccess/authenticationStrength/policies': (directory) => directory.strengths,
  'deviceManagement/assignmentFilters': (directory) => directory.filters,
  'deviceManagement/roleScopeTags': (directory) => directory.scopeTags,
  'deviceManagement/reusablePolicySettings': (directory) => directory.reusable,
  groups: (directory) => directory.groups,
};

/**
 * A tenant of `policies` policies over every family, by collection path. Each policy depends on the seed and its own
 * place only, so that a larger tenant of the same seed holds the smaller one's policies unchanged.
 */
export function generateTenant(seed: string, policies: number): ReadonlyMap<string, readonly PolicyItem[]> {
  const directory = directoryOf(seed);
  const counts = spread(policies);
  const paths = [...POLICY_FAMILIES, ...LOOKUP_FAMILIES].flatMap((family) =>
    family.collections.map(({ path }) => path),
  );
  return new Map(paths.map((path) => [path, itemsOf(path, directory, counts.get(path) ?? 0)]));
}

function itemsOf(path: string, directory: Directory, count: number): readonly PolicyItem[] {
  const lookup = LOOKUPS[path];
  if (lookup !== undefined) return lookup(directory);
  const make = MAKERS[path];
  if (make === undefined) throw new Error(`No maker for ${path}: a family was declared without one.`);
  return Array.from({ length: count }, (_, index) =>
    make({ directory, path, index, random: randomFrom(directory.seed, path, index) }),
  );
}
