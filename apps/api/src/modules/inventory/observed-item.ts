import { createHash } from 'node:crypto';
import { canonicalJson, nameOf, withType } from '@tenantatlas/drift';
import { withoutTransportNoise, type GraphObject } from '@tenantatlas/graph-client';
import type { ScopedCollection } from './tenant-scope.js';

/** Content as it is stored: the one text of it, and the SHA-256 of that text, in hexadecimal, by which it is found. */
export interface AddressedContent {
  readonly hash: string;
  readonly text: string;
}

/** What a listing tells of an item. */
export interface ObservedItem {
  readonly family: string;
  readonly collection: string;
  /** The provider's id, as far as the provider gives one. */
  readonly id: string;
  readonly name: string;
  readonly platform: string | null;
  readonly lastModifiedAt: Date | null;
  /** Of what was listed; the content itself where {@link isWhole}. */
  readonly listed: AddressedContent;
  /** Whether the listing gave all of it, so that nothing is left to be read. */
  readonly isWhole: boolean;
}

/** The address of an item's content: equal content has an equal address, whatever the order of its keys. */
export function contentOf(item: GraphObject): AddressedContent {
  const text = canonicalJson(item);
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

/** Reads what a listing tells of one item. */
export function observe({ family, collection }: ScopedCollection, item: GraphObject): ObservedItem {
  const typed = withType(collection, item);
  const isWhole = collection.subResources.length === 0 && !isCutOff(item);
  const listed = contentOf(isWhole ? withoutTransportNoise(item) : item);
  return {
    family: family.key,
    collection: collection.path,
    id: family.kind === 'single' ? 'single' : idOf(item, listed),
    name: storable(nameOf(family, typed), 500),
    platform: family.platformOf(typed) ?? null,
    lastModifiedAt: timeIn(item.lastModifiedDateTime ?? item.modifiedDateTime),
    listed,
    isWhole,
  };
}

/** An item without an id is known by what it holds: another reading of the same must not look like a second one. */
function idOf(item: GraphObject, { hash }: AddressedContent): string {
  const id = item.id;
  return typeof id === 'string' && id !== '' ? storable(id, 500) : hash;
}

/** A list inside the item that goes on elsewhere, at any depth. */
function isCutOff(item: GraphObject): boolean {
  return JSON.stringify(item).includes('@odata.nextLink"');
}

/** Text that the database can hold: no NUL, no half of a surrogate pair, and of bounded length. */
export function storable(text: string, most: number): string {
  return text
    .slice(0, most)
    .replaceAll('\0', '\uFFFD')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

function timeIn(value: unknown): Date | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  // "0001-01-01", which Graph gives for "never", is no time at which anything happened.
  return Number.isNaN(time) || time < 0 ? null : new Date(time);
}
