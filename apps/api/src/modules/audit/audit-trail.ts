import { Injectable } from '@nestjs/common';
import { requireCapability, type Grant } from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { pageOf, pageRequest, type Page } from '../../platform/graphql/pages.js';
import type { AuditEntryRow } from './audit-entry.row.js';

/** Reads the log. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: WorkspaceDatabase) {}

  /** What was recorded about one thing that the caller has been found to see, oldest first. */
  async ofSubject(
    grant: Grant,
    subjectId: string,
    paging: { first?: number | null; after?: string | null },
  ): Promise<Page<AuditEntryRow>> {
    requireCapability(grant, 'audit.view');
    const scope = { list: `audit ${subjectId}`, within: grant.workspaceId };
    const request = pageRequest(scope, paging);
    const rows = await this.database.run(grant.workspaceId, (tx) =>
      tx.query<AuditEntryRow>(
        `SELECT id, at, action, actor_name AS "actorName", result, facts FROM audit_entries
         WHERE workspace_id = $1 AND subject_id = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
        [grant.workspaceId, subjectId, request.from?.[0] ?? null, request.size + 1],
      ),
    );
    return pageOf(scope, request, rows, ({ id }) => [id]);
  }
}
