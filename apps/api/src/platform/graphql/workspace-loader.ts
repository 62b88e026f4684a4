import DataLoader from 'dataloader';
import { loaderOf, type RequestContext } from './context.js';

/**
 * A loader of things of one workspace, kept for the request: what the fields of a list ask for one by one is read
 * together, and once.
 *
 * @param readAll - reads many at once; an id that is left out of the answer loads as null
 */
export function workspaceLoader<Value>(
  context: RequestContext,
  key: symbol,
  workspaceId: string,
  readAll: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  const loaders = loaderOf(context, key, () => new Map<string, DataLoader<string, Value | null>>());
  const known = loaders.get(workspaceId);
  if (known !== undefined) return known;
  const made = new DataLoader<string, Value | null>(async (ids) => {
    const found = await readAll(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
  loaders.set(workspaceId, made);
  return made;
}
