export { SupportModule, SupportServerModule } from './support.module.js';
