export { everyPermission } from './permissions.js';
export { startEmulator, type EmulatorOptions, type RunningEmulator } from './emulator.js';
export type { EmulatorControl } from './control.js';
export type { Fault, FaultKind, FaultScope } from './fault.js';
export type { LoggedRequest, RequestReport } from './request-log.js';
export type { AppCredential, EmulatedTenant, SourceFile, TenantSource } from './tenant.js';
