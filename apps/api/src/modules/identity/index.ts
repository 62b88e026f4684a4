export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
export { IdentityModule } from './identity.module.js';
export { hashPassword } from './password.js';
export { hashSecret, newApiToken, tokenPrefix } from './secrets.js';
