import type { FamilyCollection, PolicyFamily } from '@tenantatlas/drift';
import type { GraphClient } from './client.js';
import { systemClock, type Clock } from './clock.js';
import { failed, succeeded, type Answer, type ReadFailure } from './failure.js';
import type { ListingStep } from './listing.js';
import type { Cursor } from './next-link.js';

/**
 * Lists one collection of a family, page by page. A family that is a single object comes as one page of one item, so
 * that callers need not tell them apart; of none where the tenant has no such object.
 */
export async function* listCollection(
  client: GraphClient,
  family: PolicyFamily,
  collection: FamilyCollection,
  from: Cursor | null = null,
): AsyncGenerator<ListingStep, void, undefined> {
  const query = { expand: collection.expand };
  if (family.kind !== 'single') {
    yield* client.listPages(collection.path, query, from);
    return;
  }
  const answer = await client.get(collection.path, query);
  if (answer.ok) yield { kind: 'page', items: [answer.value], next: null };
  else if (answer.failure.status === 404) yield { kind: 'page', items: [], next: null };
  else yield { kind: 'failed', failure: answer.failure, resumeFrom: null };
}

/**
 * Tries whether a collection can be read, by asking for one item: what a connection check says of each family. The
 * answer of the collection itself is the truth; a list of granted permissions is not, for licences and roles count too.
 */
export async function probeCollection(
  client: GraphClient,
  family: PolicyFamily,
  collection: FamilyCollection,
): Promise<Answer<'readable'>> {
  const steps =
    family.kind === 'single'
      ? listCollection(client, family, collection)
      : client.listPages(collection.path, { top: 1 });
  for await (const step of steps) return step.kind === 'page' ? succeeded('readable') : failed(step.failure);
  return succeeded('readable');
}

/** What a second reading said of a collection that answered empty. */
export type Emptiness = { readonly kind: 'confirmed' } | { readonly kind: 'gap'; readonly failure: ReadFailure };

/**
 * Reads a collection a second time that answered empty though it had items before. Only a second empty answer, to its
 * last page, confirms that everything was deleted; anything else is a gap, because an outage can look the same.
 */
export async function confirmEmpty(
  client: GraphClient,
  family: PolicyFamily,
  collection: FamilyCollection,
  options: { readonly pauseMs: number; readonly clock?: Clock; readonly signal?: AbortSignal },
): Promise<Emptiness> {
  await (options.clock ?? systemClock).sleep(options.pauseMs, options.signal);
  for await (const step of listCollection(client, family, collection)) {
    if (step.kind === 'failed') return { kind: 'gap', failure: { ...step.failure, reason: 'empty_not_confirmed' } };
    if (step.items.length > 0) return { kind: 'gap', failure: { reason: 'empty_not_confirmed' } };
  }
  return { kind: 'confirmed' };
}
