export { default as NotificationsMenu } from './NotificationsMenu.vue';
export { provideNotifications, useNotifications } from './useNotifications.js';
