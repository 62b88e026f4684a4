import type { PolicyFamily, PolicyItem } from '../family.js';
import { typeNameOf } from '../odata.js';
import { collection, fieldsOfItem, PERMISSION, UNORDERED, VOLATILE } from './parts.js';

const ofKind = (path: string, type: string) =>
  collection({
    path: `deviceManagement/${path}`,
    permission: PERMISSION.scripts,
    expand: ['assignments'],
    subResources: [fieldsOfItem('scriptContent')],
    odataType: `#microsoft.graph.${type}`,
  });

const platformOf = (item: PolicyItem): string | undefined => {
  const type = typeNameOf(item);
  if (type === undefined) return undefined;
  // Shell scripts and custom attributes exist on macOS only; PowerShell scripts on Windows only.
  return type === 'deviceManagementScript' ? 'Windows' : 'macOS';
};

export const platformScripts: PolicyFamily = {
  key: 'platform_scripts',
  label: { en: 'Platform scripts', de: 'Plattformskripte' },
  kind: 'policies',
  collections: [
    ofKind('deviceManagementScripts', 'deviceManagementScript'),
    ofKind('deviceShellScripts', 'deviceShellScript'),
    ofKind('deviceCustomAttributeShellScripts', 'deviceCustomAttributeShellScript'),
  ],
  nameField: 'displayName',
  // A PowerShell and a shell script may share a name: the type keeps them apart.
  crossTenantKey: ['displayName', '@odata.type'],
  platformOf,
  volatilePaths: VOLATILE,
  unorderedPaths: UNORDERED,
  secretPaths: [],
};
