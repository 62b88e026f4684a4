import { asObject, type GraphObject } from './graph-object.js';

const ENVELOPE = new Set(['@odata.context', '@odata.etag', '@odata.count', '@odata.nextLink', '@odata.deltaLink']);
const LIST_ANNOTATION = /.@odata\.(context|count|nextLink)$/;

/**
 * The object without what only describes how it was sent: the envelope and the annotations of expanded lists.
 * `@odata.type` stays, for it tells what a thing is; so does everything that a policy itself holds.
 */
export function withoutTransportNoise(object: GraphObject): GraphObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key]) => !ENVELOPE.has(key) && !LIST_ANNOTATION.test(key))
      .map(([key, value]) => [key, withoutNoise(value)]),
  );
}

function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  const object = asObject(value);
  return object ? withoutTransportNoise(object) : value;
}
