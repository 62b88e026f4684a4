import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  canonicalJson,
  nameOf,
  POLICY_FAMILIES,
  readExport,
  type ExportedItem,
  type PolicyItem,
} from '@tenantatlas/drift';
import { withoutTransportNoise } from '@tenantatlas/graph-client';
import { BaselineCaptureRun } from '../../src/modules/baselines/runs/baseline-capture.run.js';
import { aTenant, startGovernance, type Governance } from '../governance.js';
import { recordRun } from '../recorded-run.js';

const DATA = process.env.TENANT_DATA_DIR ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const EXPORTS = ['intunecd/4b58ed9', 'conditional-access/67c82f5'];
const isThere = existsSync(join(DATA, EXPORTS[0] ?? ''));
const describeExports = isThere ? describe : describe.skip;
const when = isThere ? '' : ' (skipped: the exports are not on this machine)';

let governance: Governance;
afterEach(async () => {
  await governance.close();
});

function filesOf(folder: string): { path: string; bytes: Uint8Array }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), bytes: readFileSync(path) }));
}

/** What two readings of one policy must agree in: all of it but the ids that a tool or the emulator made up. */
function substance(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(substance);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(withoutTransportNoise(value as PolicyItem))
      .filter(([key]) => key !== 'id')
      .map(([key, inner]) => [key, substance(inner)]),
  );
}

const told = ({ family, item }: ExportedItem) =>
  `${family.key}: ${nameOf(family, item)} ${canonicalJson(substance(item))}`;

async function captureExport(name: string) {
  const folder = join(DATA, name);
  const tenant = aTenant({ source: { kind: 'export', folder } });
  governance = await startGovernance([tenant]);
  const tenantId = await governance.addTenant(tenant.tenantId);
  const profileId = await governance.addProfile();
  const handler = new BaselineCaptureRun(governance.database, governance.newReaders(), governance.registry, 20);
  const capture = async () => (await recordRun(governance, handler, { tenantId, input: { profileId } })).attempt();
  return { capture, found: readExport(filesOf(folder)), files: filesOf(folder).map(({ path }) => path) };
}

interface CapturedRow {
  family: string;
  name: string;
  content: string;
}

const capturedPolicies = async (version: number): Promise<string[]> => {
  const rows = await governance.sql<CapturedRow>(
    `SELECT i.family, i.name, c.content FROM baseline_items i
     JOIN baseline_snapshots s ON s.id = i.snapshot_id JOIN policy_contents c ON c.hash = i.content_hash
     WHERE s.version = $1 AND i.family = ANY($2)`,
    [version, POLICY_FAMILIES.map(({ key }) => key)],
  );
  return rows.map(({ family, name, content }) => `${family}: ${name} ${canonicalJson(substance(JSON.parse(content)))}`);
};

const count = async (table: 'policy_contents' | 'baseline_items') =>
  (await governance.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;

describeExports.each(EXPORTS)(`a capture of %s${when}`, (name) => {
  it('holds exactly the policies of the export, and accounts for each of its files', async () => {
    const { capture, found, files } = await captureExport(name);
    const { counts } = await capture();
    expect(counts?.items).toBe(found.items.length);
    expect((await capturedPolicies(1)).toSorted()).toEqual(found.items.map(told).toSorted());

    const gaps = await governance.sql<{ item: string; reason: string }>(
      'SELECT item, reason_code AS reason FROM baseline_gaps',
    );
    const unused = [...found.unknown, ...found.unreadable].map(({ file, reason }) => ({ item: file, reason }));
    expect(new Set(gaps)).toEqual(new Set(unused));
    const accounted = [...found.items, ...found.lookups, ...found.ignored].map(({ file }) => file);
    expect(new Set([...accounted, ...gaps.map(({ item }) => item)])).toEqual(new Set(files));
  });

  it('adds no content when it is captured again', async () => {
    const { capture, found } = await captureExport(name);
    await capture();
    const [contents, items] = [await count('policy_contents'), await count('baseline_items')];
    const { facts, related } = await capture();
    expect(related?.map(({ kind }) => kind)).toContain('baseline_snapshot');
    expect(facts).toMatchObject({ captured: found.items.length, reused: found.items.length });
    expect(await count('policy_contents')).toBe(contents);
    expect(await count('baseline_items')).toBe(2 * (items ?? 0));
    expect((await capturedPolicies(2)).toSorted()).toEqual((await capturedPolicies(1)).toSorted());
  });
});
