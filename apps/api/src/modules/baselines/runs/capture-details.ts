import { familyOfCollection } from '@tenantatlas/drift';
import { MAX_BATCH_SIZE, readItems, type GraphClient, type GraphObject } from '@tenantatlas/graph-client';
import type { WorkspaceDatabase } from '../../../platform/database/index.js';
import { contentOf, unreadReasonOf, type ReadingStop } from '../../inventory/index.js';
import { unreadItems, type UnreadItem } from '../snapshot.store.js';
import type { CaptureRecorder } from './capture-recorder.js';

/** What is needed to read the items that a listing did not give whole. */
export interface CaptureDetails {
  readonly client: GraphClient;
  readonly database: WorkspaceDatabase;
  readonly workspaceId: string;
  readonly recorder: CaptureRecorder;
  readonly stop: ReadingStop;
}

/** The capture's third phase: reads every item whole of which the listing gave a part only. */
export async function readDetails({ client, database, workspaceId, recorder, stop }: CaptureDetails): Promise<void> {
  const { snapshotId } = recorder.state;
  const unread = await database.run(workspaceId, (tx) => unreadItems(tx, snapshotId));
  const byCollection = Map.groupBy(unread, ({ collection }) => collection);
  // Side by side in groups of one exchange each: a slow item keeps only its own group from being stored.
  const groups = [...byCollection.values()].flatMap((items) => inGroups(items, MAX_BATCH_SIZE));
  await Promise.all(groups.map((items) => stop.guard(readGroup(client, items, recorder))));
  await recorder.drain();
}

async function readGroup(client: GraphClient, items: readonly UnreadItem[], recorder: CaptureRecorder): Promise<void> {
  const of = familyOfCollection(items[0]?.collection ?? '');
  if (of === undefined) throw new Error('an item was staged of a collection that nobody reads');
  const listed = items.map((item) => JSON.parse(item.listed) as GraphObject);
  let index = 0;
  for await (const reading of readItems(client, of.collection, listed)) {
    const item = items[index++];
    if (item === undefined) throw new Error('more was read than was asked for');
    const { rowId, family, collection, sourceId, name } = item;
    if (reading.kind === 'item') {
      await recorder.add({ read: { rowId, family, collection, sourceId, ...contentOf(reading.item) } });
    } else {
      const reason = unreadReasonOf(reading.failure);
      await recorder.add({
        dropped: [{ collection, sourceId }],
        gaps: [{ family, item: name, sourceId, reason }],
        failed: of.family.kind === 'lookup' ? 0 : 1,
      });
    }
  }
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
