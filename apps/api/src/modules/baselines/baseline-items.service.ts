import { Injectable } from '@nestjs/common';
import {
  assignmentRows,
  familyOfCollection,
  maskSecrets,
  settingRows,
  withType,
  type CollectionOfFamily,
  type PolicyItem,
  type SettingRow,
} from '@tenantatlas/drift';
import { z } from 'zod';
import { OwnerLookup, requireCapability, requireVisible } from '../../platform/access/index.js';
import { WorkspaceDatabase } from '../../platform/database/index.js';
import { principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { workspaceLoader } from '../../platform/graphql/workspace-loader.js';
import { contentsByHash, itemById, lookupNames, type BaselineItemRow } from './baseline-item.row.js';

const CONTENTS = Symbol('policy contents by address');

/** What is inside a policy of a snapshot. No secret leaves: every way out goes through the mask. */
@Injectable()
export class BaselineItems {
  constructor(
    private readonly database: WorkspaceDatabase,
    private readonly owners: OwnerLookup,
  ) {}

  async find(context: RequestContext, id: string): Promise<BaselineItemRow> {
    const grant = await this.owners.requireOwner(principalOf(context), 'baseline_items', id);
    const row = await this.database.run(grant.workspaceId, (tx) => itemById(tx, id));
    requireVisible(grant, row && { tenantId: row.sourceTenantId });
    requireCapability(grant, 'baselines.view');
    if (row === undefined) throw new Error('a visible item has a row');
    return row;
  }

  async content(context: RequestContext, row: BaselineItemRow): Promise<PolicyItem> {
    const { family } = ofItem(row);
    return maskSecrets(family, await this.read(context, row));
  }

  async settings(context: RequestContext, row: BaselineItemRow): Promise<readonly SettingRow[]> {
    const { family, collection } = ofItem(row);
    return settingRows(family, withType(collection, await this.read(context, row)));
  }

  /** Null where the source holds no assignments at all: not captured is not the same as none. */
  async assignments(context: RequestContext, row: BaselineItemRow): Promise<readonly SettingRow[] | null> {
    const { family } = ofItem(row);
    const item = await this.read(context, row);
    const ids = idsIn(item.assignments);
    const names =
      ids.length === 0
        ? new Map<string, string>()
        : await this.database.run(row.workspaceId, (tx) => lookupNames(tx, row.snapshotId, ids));
    return assignmentRows(family, item, (id) => names.get(id)) ?? null;
  }

  private async read(context: RequestContext, { workspaceId, fingerprint }: BaselineItemRow): Promise<PolicyItem> {
    const loader = workspaceLoader(context, CONTENTS, workspaceId, (hashes) =>
      this.database.run(workspaceId, (tx) => contentsByHash(tx, hashes)),
    );
    const text = await loader.load(fingerprint);
    if (text === null) throw new Error('the content of an item is missing');
    return JSON.parse(text) as PolicyItem;
  }
}

function ofItem({ collection }: BaselineItemRow): CollectionOfFamily {
  const of = familyOfCollection(collection);
  if (of === undefined) throw new Error('an item was captured of a collection that is no longer declared');
  return of;
}

const assigned = z.array(z.object({ target: z.record(z.string(), z.unknown()) }).catch({ target: {} })).catch([]);

/** Everything in the assignments that may be the id of a group or a filter. */
function idsIn(assignments: unknown): readonly string[] {
  const values = assigned.parse(assignments).flatMap(({ target }) => Object.values(target));
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
