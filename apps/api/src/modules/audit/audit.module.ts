import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditTrail } from './audit-trail.js';

@Module({ providers: [AuditLog, AuditTrail], exports: [AuditLog, AuditTrail] })
export class AuditModule {}
