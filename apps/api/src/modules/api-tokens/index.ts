export { ApiTokensServerModule } from './api-tokens.module.js';
