import type { GraphClient } from './client.js';
import { failed, succeeded, type Answer } from './failure.js';
import { asObject, graphObjects, type GraphObject } from './graph-object.js';
import { allItems } from './listing.js';
import { withoutTransportNoise } from './transport-noise.js';

const NEXT_LINK = '@odata.nextLink';

/**
 * The object with every list inside it read to its end, at any depth, and without transport noise. A list that was
 * expanded may itself be one page of many; a truncated list must not pass for whole.
 */
export async function withWholeLists(client: GraphClient, object: GraphObject): Promise<Answer<GraphObject>> {
  const whole = holdsNextLink(object) ? await completed(client, object) : succeeded(object);
  return whole.ok ? succeeded(withoutTransportNoise(whole.value)) : whole;
}

async function completed(client: GraphClient, object: GraphObject): Promise<Answer<GraphObject>> {
  const whole: Record<string, unknown> = { ...object };
  for (const [key, value] of Object.entries(object)) {
    const link = object[`${key}${NEXT_LINK}`];
    const part = link === undefined ? await completedPart(client, value) : await completedList(client, value, link);
    if (!part.ok) return part;
    whole[key] = part.value;
  }
  return succeeded(whole);
}

async function completedList(client: GraphClient, begun: unknown, link: unknown): Promise<Answer<unknown>> {
  const entries = graphObjects.safeParse(begun);
  if (typeof link !== 'string' || !entries.success) {
    return failed({ reason: 'malformed_answer', detail: 'unexpected_shape' });
  }
  const list = await allItems(client.followLink(link), entries.data);
  return list.ok ? completedPart(client, list.value) : list;
}

async function completedPart(client: GraphClient, value: unknown): Promise<Answer<unknown>> {
  if (!holdsNextLink(value)) return succeeded(value);
  if (!Array.isArray(value)) return completed(client, asObject(value) ?? {});
  const entries: unknown[] = [];
  for (const entry of value) {
    const whole = await completedPart(client, entry);
    if (!whole.ok) return whole;
    entries.push(whole.value);
  }
  return succeeded(entries);
}

function holdsNextLink(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsNextLink);
  return Object.entries(asObject(value) ?? {}).some(([key, part]) => key.endsWith(NEXT_LINK) || holdsNextLink(part));
}
