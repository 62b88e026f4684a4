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
import {
  contentsByHash,
  itemById,
  namesOfReferences,
  type BaselineItemRow,
  type Reference,
} from './baseline-item.row.js';

const CONTENTS = Symbol('policy contents by address');
const NAMES = Symbol('names of what policies refer to');

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
    const names = await this.namesOf(context, row, idsIn(item.assignments));
    return assignmentRows(family, item, (id) => names.get(id)) ?? null;
  }

  /** Names of groups and filters by their ids, as the item's own snapshot holds them. */
  private async namesOf(
    context: RequestContext,
    { workspaceId, snapshotId }: BaselineItemRow,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const keyOf = (reference: Reference) => JSON.stringify([reference.snapshotId, reference.id]);
    const loader = workspaceLoader(context, NAMES, workspaceId, async (keys) => {
      const wanted = keys.map((key): Reference => {
        const [snapshot, id] = JSON.parse(key) as [string, string];
        return { snapshotId: snapshot, id };
      });
      const rows = await this.database.run(workspaceId, (tx) => namesOfReferences(tx, wanted));
      return new Map(rows.map((row) => [keyOf(row), row.name]));
    });
    const names = await Promise.all(ids.map((id) => loader.load(keyOf({ snapshotId, id }))));
    return new Map(ids.flatMap((id, index) => [[id, names[index] ?? null] as const]).filter(isNamed));
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

function isNamed(entry: readonly [string, string | null]): entry is readonly [string, string] {
  return entry[1] !== null;
}
