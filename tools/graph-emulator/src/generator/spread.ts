/** How the policies of a typical managed tenant spread over the collections, in parts of the whole. */
const PARTS: readonly (readonly [path: string, parts: number])[] = [
  ['deviceManagement/configurationPolicies', 34],
  ['deviceManagement/deviceConfigurations', 12],
  ['deviceManagement/deviceCompliancePolicies', 8],
  ['deviceManagement/compliancePolicies', 1],
  ['deviceManagement/groupPolicyConfigurations', 5],
  ['deviceManagement/intents', 3],
  ['deviceAppManagement/androidManagedAppProtections', 2],
  ['deviceAppManagement/iosManagedAppProtections', 2],
  ['deviceAppManagement/windowsManagedAppProtections', 1],
  ['deviceAppManagement/targetedManagedAppConfigurations', 2],
  ['deviceAppManagement/mobileAppConfigurations', 3],
  ['deviceManagement/deviceManagementScripts', 4],
  ['deviceManagement/deviceShellScripts', 2],
  ['deviceManagement/deviceCustomAttributeShellScripts', 1],
  ['deviceManagement/deviceHealthScripts', 4],
  ['deviceManagement/deviceEnrollmentConfigurations', 4],
  ['deviceManagement/windowsAutopilotDeploymentProfiles', 2],
  ['deviceManagement/windowsFeatureUpdateProfiles', 1],
  ['deviceManagement/windowsQualityUpdateProfiles', 1],
  ['deviceManagement/windowsDriverUpdateProfiles', 1],
  ['identity/conditionalAccess/policies', 7],
  ['deviceManagement/roleDefinitions', 2],
  ['deviceManagement/notificationMessageTemplates', 2],
  ['deviceManagement/settings', 0],
];

/**
 * Exactly `total` policies over the collections. The device management settings are always there and count as one;
 * every other collection has at least one as soon as `total` allows it.
 */
export function spread(total: number): ReadonlyMap<string, number> {
  const counts = new Map(PARTS.map(([path]) => [path, 0]));
  if (total <= 0) return counts;
  counts.set('deviceManagement/settings', 1);
  const sharing = PARTS.filter(([, parts]) => parts > 0);
  const whole = sharing.reduce((sum, [, parts]) => sum + parts, 0);
  let left = total - 1;
  for (const [path, parts] of sharing) {
    const share = Math.min(left, Math.max(1, Math.floor(((total - 1) * parts) / whole)));
    counts.set(path, share);
    left -= share;
  }
  const [largest] = sharing[0] ?? [''];
  counts.set(largest, (counts.get(largest) ?? 0) + left);
  return counts;
}
