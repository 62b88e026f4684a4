export { InboxServerModule } from './inbox.module.js';
