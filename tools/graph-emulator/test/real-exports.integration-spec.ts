import { describe, expect, it } from '@jest/globals';
import {
  canonicalJson,
  crossTenantKeyOf,
  LOOKUP_FAMILIES,
  POLICY_FAMILIES,
  readExport,
  type FamilyCollection,
  type ReadExport,
  type SubResource,
} from '@tenantatlas/drift';
import { aTenant, calling, TENANT_ID, type Caller } from './caller.js';
import { filesOf, tenantData } from './tenant-data.js';

interface Expected {
  readonly policies: Readonly<Record<string, number>>;
  readonly lookups: Readonly<Record<string, number>>;
  readonly unknown: readonly string[];
}

const intune = (more: Record<string, number> = {}) => ({
  settings_catalog: 14,
  device_configuration: 5,
  compliance: 8,
  app_protection: 2,
  enrolment: 6,
  notification_templates: 2,
  device_management_settings: 1,
  ...more,
});

const EXPORTS: Readonly<Record<string, Expected>> = {
  'intunecd/dccbfc1': { policies: intune(), lookups: { scope_tags: 1 }, unknown: [] },
  'intunecd/9f8e4b5': {
    policies: intune(),
    lookups: { scope_tags: 1 },
    unknown: ['Backup/Assignment Report/report.json'],
  },
  'intunecd/4b58ed9': {
    policies: intune({ compliance: 10, roles: 1 }),
    lookups: { scope_tags: 1 },
    unknown: ['Backup/Assignment Report/report.json'],
  },
  'conditional-access/714c8c3': {
    policies: { conditional_access: 29 },
    lookups: { groups: 34, named_locations: 1 },
    unknown: [],
  },
  'conditional-access/67c82f5': {
    policies: { conditional_access: 36 },
    lookups: { groups: 36, named_locations: 3 },
    unknown: [],
  },
};

describe.each(Object.entries(EXPORTS))('the real export %s', (name, expected) => {
  const folder = tenantData(name);
  const whenPresent = folder === undefined ? it.skip : it;

  whenPresent('gives exactly the policies and lookups of its files', () => {
    const found = readExport(filesOf(folder ?? ''));
    expect(countByFamily(found.items)).toEqual(expected.policies);
    const files = found.lookups.filter(({ file }) => !file.endsWith('MigrationTable.json'));
    expect(countByFamily(files)).toEqual(expected.lookups);
    expect(found.unknown.map(({ file }) => file)).toEqual(expected.unknown);
    expect(found.unreadable).toEqual([]);
    expect(found.ignored).toEqual([{ file: 'LICENSE' }]);
  });

  whenPresent('accounts for every file once', () => {
    const files = filesOf(folder ?? '');
    const found = readExport(files);
    const accounted = [found.items, found.lookups, found.unreadable, found.unknown, found.ignored].map(
      (list) => new Set(list.map(({ file }) => file)),
    );
    expect(accounted.flatMap((set) => [...set]).toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  });
});

describe.each(Object.keys(EXPORTS))('the real export %s, served', (name) => {
  const folder = tenantData(name);
  const whenPresent = folder === undefined ? it.skip : it;

  whenPresent('gives back each policy exactly as its file holds it', async () => {
    const caller = await calling(aTenant({ source: { kind: 'export', folder: folder ?? '' }, pageSize: 7 }));
    try {
      const { items } = readExport(filesOf(folder ?? ''));
      for (const collection of POLICY_FAMILIES.flatMap(({ collections }) => collections)) {
        const expected = items.filter((item) => item.collection === collection.path).map(({ item }) => item);
        const served = await readWhole(caller, collection);
        expect(inOneOrder(served)).toEqual(inOneOrder(expected));
      }
    } finally {
      await caller.close();
    }
  });

  whenPresent('knows each id once, as Graph does', async () => {
    const caller = await calling(aTenant({ source: { kind: 'export', folder: folder ?? '' } }));
    try {
      for (const { collections } of [...POLICY_FAMILIES, ...LOOKUP_FAMILIES]) {
        for (const { path } of collections.filter((one) => one.path !== 'deviceManagement/settings')) {
          const ids = (await caller.all(path)).map(({ id }) => id);
          expect([path, new Set(ids).size]).toEqual([path, ids.length]);
        }
      }
    } finally {
      await caller.close();
    }
  });

  whenPresent('tells what became of each file', async () => {
    const caller = await calling(aTenant({ source: { kind: 'export', folder: folder ?? '' } }));
    try {
      const response = await fetch(`${caller.emulator.url}/emulator/tenants/${TENANT_ID}/source`);
      const { origin, files } = (await response.json()) as { origin: string; files: { file: string }[] };
      expect(origin).toBe('export');
      expect(files.map(({ file }) => file)).toEqual(
        filesOf(folder ?? '')
          .map(({ path }) => path)
          .toSorted(),
      );
    } finally {
      await caller.close();
    }
  });
});

describe('assignments', () => {
  const folder = tenantData('intunecd/dccbfc1');
  (folder === undefined ? it.skip : it)('stay absent where the export did not capture them', () => {
    const { items } = readExport(filesOf(folder ?? ''));
    const captured = items.filter(({ item }) => 'assignments' in item);
    expect(new Set(captured.map(({ family }) => family.key))).toEqual(new Set(['settings_catalog']));
  });
});

describe('the key across tenants', () => {
  const folder = tenantData('intunecd/4b58ed9');
  (folder === undefined ? it.skip : it)('tells all policies of a real family apart', () => {
    const { items } = readExport(filesOf(folder ?? ''));
    const keys = items.map(({ family, item }) => `${family.key} ${crossTenantKeyOf(family, item)}`);
    expect(new Set(keys).size).toBe(items.length);
  });
});

type Json = Record<string, unknown>;

/** Reads every policy of a collection whole, as the declaration says. */
async function readWhole(caller: Caller, collection: FamilyCollection): Promise<Json[]> {
  const expand = collection.expand.length === 0 ? '' : `?$expand=${collection.expand.join(',')}`;
  if (collection.path === 'deviceManagement/settings') {
    const response = await caller.get(collection.path);
    return response.ok ? [(await response.json()) as Json] : [];
  }
  const listed = await caller.all(`${collection.path}${expand}`);
  return Promise.all(
    listed.map(async (item) => ({
      ...item,
      ...(await readBelow(caller, `${collection.path}/${String(item.id)}`, collection)),
    })),
  );
}

async function readBelow(caller: Caller, path: string, { subResources }: FamilyCollection): Promise<Json> {
  const read = subResources.map(async (part: SubResource) =>
    part.kind === 'collection' ? { [part.into ?? part.path]: await caller.all(`${path}/${part.path}`) } : {},
  );
  return Object.assign({}, ...(await Promise.all(read))) as Json;
}

/** Ids and OData contexts belong to the transport; a list has no order that files could keep. */
function inOneOrder(items: readonly Json[]): string[] {
  const transport = ['id', '@odata.context'];
  return items
    .map((item) => canonicalJson(Object.fromEntries(Object.entries(item).filter(([key]) => !transport.includes(key)))))
    .toSorted();
}

function countByFamily(items: ReadExport['items']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { family } of items) counts[family.key] = (counts[family.key] ?? 0) + 1;
  return counts;
}
