export { useTenantOperations } from './useTenantOperations.js';
