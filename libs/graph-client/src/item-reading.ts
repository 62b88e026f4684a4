import type { FamilyCollection, SubResource } from '@tenantatlas/drift';
import type { GraphClient } from './client.js';
import { failed, succeeded, type Answer, type FailureReason, type ReadFailure } from './failure.js';
import type { GraphObject } from './graph-object.js';
import { allItems } from './listing.js';
import { withoutTransportNoise } from './transport-noise.js';
import { withWholeLists } from './whole-lists.js';

/** An item read whole, or a gap: what the listing said of it, and why the rest could not be read. */
export type ItemReading =
  | { readonly kind: 'item'; readonly id: string | undefined; readonly item: GraphObject }
  | {
      readonly kind: 'gap';
      readonly id: string | undefined;
      readonly listed: GraphObject;
      readonly failure: ReadFailure;
    };

/**
 * Makes listed items whole: reads what the listing leaves out, each list to its end, and checks declared counts.
 * All are begun at once, side by side within the client's budget; readings come in the order of the listing.
 */
export function readItems(
  client: GraphClient,
  collection: FamilyCollection,
  listed: readonly GraphObject[],
): AsyncGenerator<ItemReading, void, undefined> {
  const readings = listed.map((item) => readItem(client, collection, item));
  // A consumer that stops early leaves the rest unobserved; when aborted they reject.
  for (const reading of readings) reading.catch(() => undefined);
  return inOrder(readings);
}

async function* inOrder<T>(promises: readonly Promise<T>[]): AsyncGenerator<T, void, undefined> {
  for (const promise of promises) yield await promise;
}

/**
 * Failures that say that an item was edited, or its list moved, while it was read. Once that is no wonder, and the item
 * is read anew with everything below it; an item that contradicts itself again was not read truthfully.
 */
const WORTH_READING_AFRESH: readonly FailureReason[] = [
  'setting_count_mismatch',
  'content_conflict',
  'page_cursor_expired',
];

async function readItem(client: GraphClient, collection: FamilyCollection, listed: GraphObject): Promise<ItemReading> {
  const id = typeof listed['id'] === 'string' ? listed['id'] : undefined;
  const whole = await makeWhole(client, collection, id, listed);
  if (whole.ok) return { kind: 'item', id, item: whole.value };
  const isWorthIt = id !== undefined && WORTH_READING_AFRESH.includes(whole.failure.reason);
  const again = isWorthIt ? await readAfresh(client, collection, id) : whole;
  if (again.ok) return { kind: 'item', id, item: again.value };
  return { kind: 'gap', id, listed: withoutTransportNoise(listed), failure: again.failure };
}

async function readAfresh(client: GraphClient, collection: FamilyCollection, id: string): Promise<Answer<GraphObject>> {
  const item = await client.getItem(below(collection.path, id), { expand: collection.expand });
  return item.ok ? makeWhole(client, collection, id, item.value) : item;
}

async function makeWhole(
  client: GraphClient,
  collection: FamilyCollection,
  id: string | undefined,
  listed: GraphObject,
): Promise<Answer<GraphObject>> {
  const item = await withWholeLists(client, listed);
  if (!item.ok || collection.subResources.length === 0) return item;
  if (id === undefined) return failed({ reason: 'malformed_answer', detail: 'unexpected_shape' });
  return withSubResources(client, below(collection.path, id), item.value, collection.subResources);
}

/** Reads every sub-resource of an object side by side and puts each where its declaration says. */
async function withSubResources(
  client: GraphClient,
  path: string,
  object: GraphObject,
  subResources: readonly SubResource[],
): Promise<Answer<GraphObject>> {
  const parts = await Promise.all(subResources.map((sub) => readSubResource(client, path, object, sub)));
  let whole = object;
  for (const part of parts) {
    if (!part.ok) return part;
    whole = { ...whole, ...part.value };
  }
  return succeeded(whole);
}

async function readSubResource(
  client: GraphClient,
  parentPath: string,
  parent: GraphObject,
  sub: SubResource,
): Promise<Answer<GraphObject>> {
  const path = sub.path === '' ? parentPath : `${parentPath}/${sub.path}`;
  const query = { expand: sub.expand };
  if (sub.kind === 'object') {
    const answer = await client.getItem(path, query);
    const whole = answer.ok ? await withWholeLists(client, answer.value) : answer;
    return whole.ok ? succeeded(picked(whole.value, sub.pick)) : whole;
  }
  const listed = await allItems(client.listItemPages(path, query));
  if (!listed.ok) return listed;
  if (sub.countedBy !== undefined && !isCountRight(parent[sub.countedBy], listed.value.length)) {
    return failed({ reason: 'setting_count_mismatch', detail: 'count_differs' });
  }
  const entries = await Promise.all(listed.value.map((entry) => readEntry(client, path, entry, sub.nested)));
  const unread = entries.find((entry) => !entry.ok);
  if (unread) return unread;
  return succeeded({ [sub.into ?? sub.path]: entries.flatMap((entry) => (entry.ok ? [entry.value] : [])) });
}

async function readEntry(
  client: GraphClient,
  listPath: string,
  entry: GraphObject,
  nested: readonly SubResource[],
): Promise<Answer<GraphObject>> {
  const whole = await withWholeLists(client, entry);
  if (!whole.ok || nested.length === 0) return whole;
  const id = entry['id'];
  if (typeof id !== 'string') return failed({ reason: 'malformed_answer', detail: 'unexpected_shape' });
  return withSubResources(client, below(listPath, id), whole.value, nested);
}

function isCountRight(declared: unknown, read: number): boolean {
  // A provider that declares no count has nothing to be held to.
  return typeof declared !== 'number' || declared === read;
}

function picked(object: GraphObject, keys: readonly string[] | undefined): GraphObject {
  if (keys === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}

function below(path: string, id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}
