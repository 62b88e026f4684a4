import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { WorkspaceTx } from '../../platform/database/index.js';
import type { AuditEntry } from './audit-entry.js';

/** The append-only log. An entry is written in the transaction of what it tells of: neither exists without the other. */
@Injectable()
export class AuditLog {
  async record(tx: WorkspaceTx, entry: AuditEntry): Promise<void> {
    const { action, actor, subject, result, facts = {} } = entry;
    await tx.query(
      `INSERT INTO audit_entries (workspace_id, id, action, actor_kind, actor_id, actor_name,
                                  subject_kind, subject_id, result, facts, ip)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.workspaceId,
        v7(),
        action,
        actor.kind,
        actor.id,
        actor.name,
        subject.kind,
        subject.id,
        result,
        JSON.stringify(facts),
        actor.ip ?? null,
      ],
    );
  }
}
