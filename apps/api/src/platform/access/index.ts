export { AccessModule } from './access.module.js';
export { requireCapability, requireVisible, requireWorkspace, seesTenant, visibleTenantIds } from './gate.js';
export { isOwnOrigin } from './origin.js';
export { OwnerLookup, type OwnedKind } from './owner-lookup.js';
export type { Grant, Principal, RequestOrigin } from './principal.js';
export { PrincipalSource, type ShownCredentials } from './principal-source.js';
