import type { PolicyFamily } from '../family.js';
import { noPlatform } from '../platforms.js';
import { collection, PERMISSION, VOLATILE } from './parts.js';

export const notificationTemplates: PolicyFamily = {
  key: 'notification_templates',
  label: { en: 'Notification templates', de: 'Benachrichtigungsvorlagen' },
  kind: 'policies',
  collections: [
    collection({
      path: 'deviceManagement/notificationMessageTemplates',
      permission: PERMISSION.enrolment,
      expand: ['localizedNotificationMessages'],
      odataType: '#microsoft.graph.notificationMessageTemplate',
    }),
  ],
  nameField: 'displayName',
  crossTenantKey: ['displayName'],
  platformOf: noPlatform,
  volatilePaths: [
    ...VOLATILE,
    'localizedNotificationMessages.*.id',
    'localizedNotificationMessages.*.lastModifiedDateTime',
  ],
  unorderedPaths: ['roleScopeTagIds', 'localizedNotificationMessages'],
  secretPaths: [],
};
