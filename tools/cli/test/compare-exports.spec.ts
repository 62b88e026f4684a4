import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareExports, readExport, type ExportFile } from '@tenantatlas/drift';

const DATA = process.env.TENANT_DATA_DIR ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const isThere = existsSync(join(DATA, 'intunecd/4b58ed9'));
const onExports = isThere ? it : it.skip;
const when = isThere ? '' : ' (skipped: the exports are not on this machine)';

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');

function filesOf(name: string): ExportFile[] {
  return readdirSync(join(DATA, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(join(DATA, name), path), bytes: readFileSync(path) }));
}

const compared = (base: readonly ExportFile[], other: readonly ExportFile[]) =>
  compareExports(readExport(base), readExport(other), fingerprint);
const file = (path: string, content: unknown): ExportFile => ({ path, bytes: Buffer.from(JSON.stringify(content)) });
const policy = (more: object) =>
  file('Backup/Compliance Policies/Policies/P_windows10CompliancePolicy.json', {
    '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
    displayName: 'P',
    passwordRequired: true,
    osMinimumVersion: '10.0.1',
    ...more,
  });

describe('two exports side by side', () => {
  onExports(`differ in nothing where one only began to hold assignments${when}`, () => {
    const report = compared(filesOf('intunecd/dccbfc1'), filesOf('intunecd/9f8e4b5'));
    expect(report.items).toEqual([]);
    expect(report.notCovered).toHaveLength(20);
    expect(report.unchanged).toBe(18);
  });

  onExports(`show one changed value, two new policies and a family that was not covered${when}`, () => {
    const report = compared(filesOf('intunecd/9f8e4b5'), filesOf('intunecd/4b58ed9'));
    expect(report.items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'UNEXPECTED DUMMY_NEW',
      'CHANGED POC_WIN_D_CO_SBL_MSZT_DeviceCompliance',
      'UNEXPECTED TEST',
    ]);
    expect(report.items.flatMap(({ changes }) => changes)).toEqual([
      expect.objectContaining({ path: 'osMinimumVersion', before: '10.0.26100.0000', after: '10.0.26200.0000' }),
    ]);
    expect(report.notCovered.map(({ family }) => family)).toEqual(['roles']);
  });

  onExports(`show every real change of conditional access and none of the noise${when}`, () => {
    const report = compared(filesOf('conditional-access/714c8c3'), filesOf('conditional-access/67c82f5'));
    const fields = report.items
      .filter(({ kind }) => kind === 'CHANGED' || kind === 'RENAMED')
      .flatMap(({ changes }) => changes.map(({ path }) => path.split('.').at(-1)));
    const count = (field: string) => fields.filter((one) => one === field).length;
    expect(['excludeGroups', 'includeRoles', 'includeGroups', 'clientAppTypes', 'state'].map(count)).toEqual([
      9, 6, 1, 1, 1,
    ]);
    expect(fields).toHaveLength(18);
  });

  it('give the same bytes for the same input, and nothing for a policy beside itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 2 })), (more) => {
        const [one, two] = [compared([policy(more)], [policy(more)]), compared([policy(more)], [policy(more)])];
        expect(JSON.stringify(one)).toBe(JSON.stringify(two));
        expect(one.items).toEqual([]);
      }),
    );
  });

  it('take nulls, empties and timestamps for what they are: no change', () => {
    const noise = {
      description: null,
      roleScopeTagIds: [],
      notes: '',
      lastModifiedDateTime: '2026-01-01T00:00:00Z',
      version: 7,
    };
    expect(compared([policy({})], [policy(noise)])).toMatchObject({ items: [], unchanged: 1 });
  });

  it('tell a changed value at its path, and false apart from absent', () => {
    const changesOf = (more: object) =>
      compared([policy({})], [policy(more)]).items.flatMap(({ changes }) => changes.map(({ path }) => path));
    expect(changesOf({ osMinimumVersion: '10.0.2' })).toEqual(['osMinimumVersion']);
    expect(changesOf({ passwordRequired: false })).toEqual(['passwordRequired']);
  });
});
