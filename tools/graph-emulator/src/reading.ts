import type { FamilyCollection, PolicyItem } from '@tenantatlas/drift';
import { badRequest, forbidden, notFound, ok, type Answer } from './answer.js';
import type { FaultKind } from './fault.js';
import { navigationOf, project, type Navigation } from './navigation.js';
import { pageOf, tokenAfter } from './page.js';
import { readQuery, selected, type Query } from './query.js';
import type { Resource } from './resource.js';
import type { EmulatedTenant, TenantContent } from './tenant.js';

const DEFAULT_PAGE_SIZE = 100;

export interface Reading {
  readonly tenant: EmulatedTenant;
  readonly content: TenantContent;
  readonly roles: readonly string[];
  /** The request's own address without its query, for links and contexts. */
  readonly address: string;
  /** Where the API version begins: `http://127.0.0.1:4000/beta`. */
  readonly root: string;
  readonly parameters: URLSearchParams;
  /** Faults that change what is read, not how it is sent. */
  readonly twists: ReadonlySet<FaultKind>;
}

/** Answers a read, as Graph would: permission first, then the query, then the content. */
export function read(resource: Resource, reading: Reading): Answer {
  const query = readQuery(reading.parameters);
  if (query === undefined) return badRequest('The query specified in the URI is not valid.');
  if (resource.kind === 'organization') return ok({ value: [organization(reading)] });
  if (!isGranted(resource.of.collection.permission, reading.roles)) return forbidden();
  const { collection } = resource.of;
  const items = reading.content.collections.get(collection.path) ?? [];
  switch (resource.kind) {
    case 'single':
      return single(items[0], reading, collection);
    case 'listing':
      return listing(items, reading, collection, query);
    case 'item':
      return item(items, resource.id, reading, collection, query);
    case 'entries':
      return entries(items, resource, reading, collection, query);
  }
}

/** A permission to write includes the one to read. */
function isGranted(permission: string, roles: readonly string[]): boolean {
  return roles.includes(permission) || roles.includes(permission.replace('.Read.', '.ReadWrite.'));
}

function organization({ tenant }: Reading): PolicyItem {
  return {
    id: tenant.tenantId,
    displayName: tenant.displayName,
    tenantType: 'AAD',
    countryLetterCode: 'GB',
    verifiedDomains: [{ name: 'example.onmicrosoft.com', isDefault: true, isInitial: true, type: 'Managed' }],
  };
}

function single(object: PolicyItem | undefined, reading: Reading, collection: FamilyCollection): Answer {
  if (object === undefined) return notFound(collection.path);
  return ok({ ...object, '@odata.context': context(reading, collection.path) });
}

function listing(all: readonly PolicyItem[], reading: Reading, collection: FamilyCollection, query: Query): Answer {
  const navigation = navigationOf(collection);
  const onlyWhenAsked = new Set(
    collection.subResources.filter(({ kind }) => kind === 'object').flatMap(({ pick }) => pick ?? []),
  );
  const items = reading.twists.has('empty_family') ? [] : all.filter(query.matches);
  return paged(items, reading, query, collection.path, (whole) => {
    const expanded = project(whole, navigation, query.expand);
    const shown = reading.twists.has('short_expansion') ? shortened(expanded, reading, query.expand) : expanded;
    const listed = Object.entries(shown).filter(([key]) => !onlyWhenAsked.has(key) || query.select.includes(key));
    return selected(Object.fromEntries(listed), query.select, query.expand);
  });
}

function item(
  all: readonly PolicyItem[],
  id: string,
  reading: Reading,
  collection: FamilyCollection,
  query: Query,
): Answer {
  const whole = all.find((candidate) => candidate.id === id);
  if (whole === undefined) return notFound(id);
  const shown = selected(project(whole, navigationOf(collection), query.expand), query.select, query.expand);
  return ok({ ...shown, '@odata.context': context(reading, `${collection.path}/$entity`) });
}

function entries(
  all: readonly PolicyItem[],
  at: Extract<Resource, { kind: 'entries' }>,
  reading: Reading,
  collection: FamilyCollection,
  query: Query,
): Answer {
  let owner = all.find((candidate) => candidate.id === at.id);
  let navigation = navigationOf(collection);
  for (let depth = 0; depth < at.below.length; depth += 2) {
    const [name = '', entryId] = at.below.slice(depth, depth + 2);
    const below = navigation.get(name);
    if (owner === undefined) return notFound(at.id);
    if (below === undefined) return badRequest(`Resource not found for the segment '${name}'.`);
    navigation = below;
    const list = listIn(owner, name);
    if (entryId === undefined) return entriesPage(list, navigation, reading, query);
    owner = list.find((entry) => entry.id === entryId);
  }
  return owner === undefined ? notFound(at.below.at(-1) ?? at.id) : ok(project(owner, navigation, query.expand));
}

function entriesPage(list: readonly PolicyItem[], navigation: Navigation, reading: Reading, query: Query): Answer {
  const kept = reading.twists.has('lose_entry') ? list.slice(0, -1) : list;
  return paged(kept, reading, query, 'entries', (entry) => project(entry, navigation, query.expand));
}

function paged(
  items: readonly PolicyItem[],
  reading: Reading,
  query: Query,
  name: string,
  show: (item: PolicyItem) => PolicyItem,
): Answer {
  const limit = reading.tenant.pageSize ?? DEFAULT_PAGE_SIZE;
  const size = Math.min(query.top ?? limit, limit);
  const page = pageOf(items, size, query.skipToken, {
    empty: reading.twists.has('empty_page'),
    overlap: reading.twists.has('duplicate_item') || reading.twists.has('conflicting_item'),
  });
  if (page === undefined) return badRequest('The skip token is not valid.');
  const [repeated, ...fresh] = page.items;
  const conflicts = reading.twists.has('conflicting_item') && repeated !== undefined;
  const given = conflicts ? [{ ...repeated, description: 'Changed while it was read.' }, ...fresh] : page.items;
  return ok({
    '@odata.context': context(reading, name),
    ...(reading.parameters.get('$count') === 'true' ? { '@odata.count': items.length } : {}),
    ...(page.next === undefined ? {} : { '@odata.nextLink': linkTo(reading, page.next) }),
    value: given.map(show),
  });
}

/** Graph gives long expanded lists in part, with a link to the rest. */
function shortened(item: PolicyItem, { address }: Reading, expand: Navigation): PolicyItem {
  const cut = [...expand.keys()].flatMap((name): [string, unknown][] => {
    const list = listIn(item, name);
    if (list.length < 2) return [];
    const rest = `${address}/${String(item.id)}/${name}?$skiptoken=${tokenAfter(1)}`;
    return [
      [name, list.slice(0, 1)],
      [`${name}@odata.nextLink`, rest],
    ];
  });
  return { ...item, ...Object.fromEntries(cut) };
}

function linkTo({ address, parameters }: Reading, token: string): string {
  const next = new URLSearchParams(parameters);
  next.set('$skiptoken', token);
  return `${address}?${next.toString()}`;
}

function context({ root }: Reading, name: string): string {
  return `${root}/$metadata#${name}`;
}

function listIn(owner: PolicyItem, name: string): readonly PolicyItem[] {
  const list = owner[name];
  return Array.isArray(list) ? (list as PolicyItem[]) : [];
}
