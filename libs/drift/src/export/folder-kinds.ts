/**
 * Which collection the files of a folder come from. IntuneCD names its folders in words, with subfolders where a kind
 * has several; IntuneManagement names them by its own object kinds. The names are the tools' own.
 */
const FOLDERS: readonly (readonly [folder: string, collectionPath: string])[] = [
  // IntuneCD
  ['Settings Catalog', 'deviceManagement/configurationPolicies'],
  ['Device Configurations', 'deviceManagement/deviceConfigurations'],
  ['Compliance Policies/Policies', 'deviceManagement/deviceCompliancePolicies'],
  ['Compliance Policies/Message Templates', 'deviceManagement/notificationMessageTemplates'],
  ['Group Policy Configurations', 'deviceManagement/groupPolicyConfigurations'],
  ['Management Intents', 'deviceManagement/intents'],
  ['App Configuration', 'deviceAppManagement/mobileAppConfigurations'],
  ['Scripts/Powershell', 'deviceManagement/deviceManagementScripts'],
  ['Scripts/Shell', 'deviceManagement/deviceShellScripts'],
  ['Custom Attributes', 'deviceManagement/deviceCustomAttributeShellScripts'],
  ['Proactive Remediations', 'deviceManagement/deviceHealthScripts'],
  ['Enrollment Configurations', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['Enrollment Profiles/Windows/ESP', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['Enrollment Profiles/Windows', 'deviceManagement/windowsAutopilotDeploymentProfiles'],
  ['Feature Updates', 'deviceManagement/windowsFeatureUpdateProfiles'],
  ['Quality Updates', 'deviceManagement/windowsQualityUpdateProfiles'],
  ['Driver Updates', 'deviceManagement/windowsDriverUpdateProfiles'],
  ['Conditional Access', 'identity/conditionalAccess/policies'],
  ['Roles', 'deviceManagement/roleDefinitions'],
  ['Device Management Settings', 'deviceManagement/settings'],
  ['Filters', 'deviceManagement/assignmentFilters'],
  ['Scope Tags', 'deviceManagement/roleScopeTags'],
  ['Compliance Policies/Scripts', 'deviceManagement/reusablePolicySettings'],
  // IntuneManagement
  ['SettingsCatalog', 'deviceManagement/configurationPolicies'],
  ['DeviceConfiguration', 'deviceManagement/deviceConfigurations'],
  ['UpdatePolicies', 'deviceManagement/deviceConfigurations'],
  ['CompliancePolicies', 'deviceManagement/deviceCompliancePolicies'],
  ['CompliancePoliciesV2', 'deviceManagement/compliancePolicies'],
  ['AdministrativeTemplates', 'deviceManagement/groupPolicyConfigurations'],
  ['EndpointSecurity', 'deviceManagement/intents'],
  ['AppConfigurationManagedApp', 'deviceAppManagement/targetedManagedAppConfigurations'],
  ['AndroidOEMConfig', 'deviceAppManagement/mobileAppConfigurations'],
  ['AppConfigurationManagedDevice', 'deviceAppManagement/mobileAppConfigurations'],
  ['PowerShellScripts', 'deviceManagement/deviceManagementScripts'],
  ['MacScripts', 'deviceManagement/deviceShellScripts'],
  ['MacCustomAttributes', 'deviceManagement/deviceCustomAttributeShellScripts'],
  ['DeviceHealthScripts', 'deviceManagement/deviceHealthScripts'],
  ['EnrollmentStatusPage', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['EnrollmentRestrictions', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['CoManagementSettings', 'deviceManagement/deviceEnrollmentConfigurations'],
  ['AutoPilot', 'deviceManagement/windowsAutopilotDeploymentProfiles'],
  ['FeatureUpdates', 'deviceManagement/windowsFeatureUpdateProfiles'],
  ['QualityUpdates', 'deviceManagement/windowsQualityUpdateProfiles'],
  ['DriverUpdateProfiles', 'deviceManagement/windowsDriverUpdateProfiles'],
  ['ConditionalAccess', 'identity/conditionalAccess/policies'],
  ['RoleDefinitions', 'deviceManagement/roleDefinitions'],
  ['Notifications', 'deviceManagement/notificationMessageTemplates'],
  ['NamedLocations', 'identity/conditionalAccess/namedLocations'],
  ['AuthenticationStrengths', 'identity/conditionalAccess/authenticationStrength/policies'],
  ['AssignmentFilters', 'deviceManagement/assignmentFilters'],
  ['ScopeTags', 'deviceManagement/roleScopeTags'],
  ['Groups', 'groups'],
  ['ReusableSettings', 'deviceManagement/reusablePolicySettings'],
];

// The most specific folder first: `Enrollment Profiles/Windows/ESP` lies inside `Enrollment Profiles/Windows`.
const byDepth = FOLDERS.map(([folder, path]) => [`/${folder.toLowerCase()}/`, path] as const).toSorted(
  ([one], [other]) => other.length - one.length,
);

/** The collection that the folder of a file stands for, however deep the export lies; undefined for other folders. */
export function collectionOfFolder(file: string): string | undefined {
  const folder = `/${file.slice(0, file.lastIndexOf('/') + 1).toLowerCase()}`;
  return byDepth.find(([known]) => folder.includes(known))?.[1];
}
