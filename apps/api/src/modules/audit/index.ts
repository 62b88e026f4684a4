export { AuditModule } from './audit.module.js';
export { AuditLog } from './audit-log.js';
export { type AuditAction, type AuditActor, type AuditEntry, type AuditSubject } from './audit-entry.js';
export { auditActionLabel } from './audit-actions.js';
export { AuditEntryConnectionModel } from './audit-entry.model.js';
export { AuditTrail } from './audit-trail.js';
