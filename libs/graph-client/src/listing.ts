import { isDeepStrictEqual } from 'node:util';
import { failed, succeeded, type Answer, type ReadFailure } from './failure.js';
import { graphPage, type GraphObject } from './graph-object.js';
import { cursorOf, type Cursor } from './next-link.js';

/** One page, read whole. `next` is where to go on; null after the last page. */
export interface Page {
  readonly items: readonly GraphObject[];
  readonly next: Cursor | null;
}

/**
 * One step of a listing. After `failed` nothing follows. `resumeFrom` is where to go on later, null for the beginning:
 * pages that were already given stay good, unless the reason is `page_cursor_expired`, where the listing starts over.
 */
export type ListingStep =
  | ({ readonly kind: 'page' } & Page)
  | { readonly kind: 'failed'; readonly failure: ReadFailure; readonly resumeFrom: Cursor | null };

/** Far beyond any real tenant; without a bound a provider that invents links would never let a run end. */
const MAX_PAGES = 10_000;

/** Checks a page's shape and where it leads to. */
export function pageOf(body: GraphObject, rootUrl: string): Answer<Page> {
  const parsed = graphPage.safeParse(body);
  if (!parsed.success) return failed({ reason: 'malformed_answer', detail: 'unexpected_shape' });
  const link = parsed.data['@odata.nextLink'];
  if (link === undefined) return succeeded({ items: parsed.data.value, next: null });
  const next = cursorOf(link, rootUrl);
  return next.ok ? succeeded({ items: parsed.data.value, next: next.value }) : next;
}

/**
 * Follows a collection to its end, page by page; an empty page that names another one is not the end.
 *
 * @param readFirst - reads the first page
 * @param readNext - reads the page at a cursor
 * @param from - a cursor to go on from, instead of the beginning
 */
export async function* followPages(
  readFirst: () => Promise<Answer<Page>>,
  readNext: (cursor: Cursor) => Promise<Answer<Page>>,
  from: Cursor | null,
): AsyncGenerator<ListingStep, void, undefined> {
  const visited = new Set<Cursor>();
  for (let cursor = from; ;) {
    const answer = cursor === null ? await readFirst() : await readNext(cursor);
    if (!answer.ok) {
      const resumeFrom = answer.failure.reason === 'page_cursor_expired' ? null : cursor;
      yield { kind: 'failed', failure: answer.failure, resumeFrom };
      return;
    }
    const page = answer.value;
    if (cursor !== null) visited.add(cursor);
    const isLoop = page.next !== null && visited.has(page.next);
    if (isLoop || visited.size >= MAX_PAGES) {
      const detail = isLoop ? 'page_loop' : 'too_many_pages';
      yield { kind: 'failed', failure: { reason: 'malformed_answer', detail }, resumeFrom: null };
      return;
    }
    yield { kind: 'page', ...page };
    if (page.next === null) return;
    cursor = page.next;
  }
}

/**
 * A listing read to its end, or why it could not be. An entry that an earlier page already gave is dropped: lists move
 * while they are read, and entries at the edge of a page come twice. If it changed in between, neither can be trusted.
 *
 * @param begun - entries that came before the first step
 */
export async function allItems(
  steps: AsyncIterable<ListingStep>,
  begun: readonly GraphObject[] = [],
): Promise<Answer<GraphObject[]>> {
  const items = [...begun];
  const earlier = new Map<unknown, GraphObject>();
  const remember = (page: readonly GraphObject[]): void => {
    for (const item of page) if (typeof item['id'] === 'string') earlier.set(item['id'], item);
  };
  remember(begun);
  for await (const step of steps) {
    if (step.kind === 'failed') return failed(step.failure);
    const repeated = step.items.filter((item) => earlier.has(item['id']));
    if (!repeated.every((item) => isDeepStrictEqual(item, earlier.get(item['id'])))) {
      return failed({ reason: 'content_conflict' });
    }
    items.push(...step.items.filter((item) => !earlier.has(item['id'])));
    remember(step.items);
  }
  return succeeded(items);
}
