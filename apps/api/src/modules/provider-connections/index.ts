export { CredentialVault } from './credential-vault.js';
export { obstacleOf } from './connection-readiness.js';
export { connectionOfTenant, connectionsOfTenants, type ProviderConnectionRow } from './provider-connection.row.js';
export { ProviderReaderFactory, type ProviderReader } from './provider-reader.js';
export { conclusionOfRefusedSignIn } from './sign-in-outcome.js';
