import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '@tenantatlas/stack/root.ts';
import { parse, print, separateOperations } from 'graphql';

const FILE = join(ROOT, 'apps/web/src/features/operation-runs/operation-runs.graphql');

/** What the console itself subscribes to, so that a feed is measured with everything that people are shown. */
export async function activityFeedQuery(): Promise<string> {
  const { ActivityFeed: feed } = separateOperations(parse(await readFile(FILE, 'utf8')));
  if (feed === undefined) throw new Error(`The console subscribes to no ActivityFeed in ${FILE}.`);
  return print(feed);
}
