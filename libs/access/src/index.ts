export { CAPABILITIES, isCapability, type Capability } from './capabilities.js';
export { capabilitiesOf, isRole, ROLES, type Role } from './roles.js';
export { abilityFor, tenant, type AbilityGrant, type WorkspaceAbility } from './ability.js';
