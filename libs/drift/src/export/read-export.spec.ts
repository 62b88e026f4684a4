import { describe, expect, it } from '@jest/globals';
import { anyJson, fc } from '../../test/hostile.js';
import { readExport, type ReadExport } from './read-export.js';

/** The library is compiled for no platform, so its tests name the one global they need. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, order: 'le' | 'be', mark = true) => {
  const marked = mark ? `\ufeff${text}` : text;
  return Uint8Array.from({ length: marked.length * 2 }, (_, index) => {
    const unit = marked.charCodeAt(Math.floor(index / 2));
    const isHighByte = (index % 2 === 0) === (order === 'be');
    return isHighByte ? unit >> 8 : unit & 255;
  });
};

const read = (path: string, content: unknown) => readExport([{ path, bytes: utf8(JSON.stringify(content)) }]);
const whatIs = (found: ReadExport) =>
  Object.entries(found).flatMap(([list, entries]) =>
    (entries as { family?: { key: string } }[]).map(({ family }) =>
      family === undefined ? list : `${list}: ${family.key}`,
    ),
  );

describe('the kind of a file', () => {
  it.each([
    ['Backup/Settings Catalog/A_mdm.json', { name: 'A' }, 'items: settings_catalog'],
    [
      'tenant/Backup/Compliance Policies/Message Templates/A.json',
      { displayName: 'A' },
      'items: notification_templates',
    ],
    ['Compliance Policies/Policies/A.json', { displayName: 'A' }, 'items: compliance'],
    ['Compliance Policies/Policies/A.json', { name: 'A' }, 'items: compliance_settings_based'],
    ['Compliance Policies/Scripts/A.json', { displayName: 'A' }, 'lookups: reusable_policy_settings'],
    ['Enrollment Profiles/Windows/ESP/A.json', { displayName: 'A' }, 'items: enrolment'],
    ['Enrollment Profiles/Windows/A.json', { displayName: 'A' }, 'items: autopilot'],
    ['Management Intents/BitLocker/A.json', { displayName: 'A' }, 'items: endpoint_security_intents'],
    ['Driver Updates/A.json', { displayName: 'A' }, 'items: driver_updates'],
    ['Device Management Settings/settings.json', { secureByDefault: true }, 'items: device_management_settings'],
    ['App Protection/A_iosManagedAppProtection.json', { displayName: 'A' }, 'items: app_protection'],
    ['Config/ConditionalAccess/A.json', { displayName: 'A' }, 'items: conditional_access'],
    ['Config/Groups/A.json', { displayName: 'A' }, 'lookups: groups'],
    [
      'anywhere/A.json',
      { '@odata.type': '#microsoft.graph.iosCompliancePolicy', displayName: 'A' },
      'items: compliance',
    ],
    ['Backup/Assignment Report/report.json', [{}], 'unknown'],
    ['Applications/iOS/A.json', { '@odata.type': '#microsoft.graph.iosVppApp', displayName: 'A' }, 'unknown'],
    ['Backup/Settings Catalog/A_mdm.json', [], 'unreadable'],
    ['Backup/Settings Catalog/A_mdm.json', { settings: [] }, 'unreadable'],
    ['LICENSE', {}, 'ignored'],
    ['Config/MigrationTable.json', { Objects: [{ Type: 'Group', Id: '1', DisplayName: 'A' }] }, 'lookups: groups'],
    ['Config/MigrationTable.json', { Objects: [] }, 'ignored'],
  ])('%s', (path, content, expected) => {
    expect(whatIs(read(path, content))).toEqual([expected]);
  });
});

describe('the encoding of a file', () => {
  const policy = { displayName: 'Zürich – 東京' };
  const text = JSON.stringify(policy);
  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\ufeff${text}`)],
    ['UTF-16LE', utf16(text, 'le')],
    ['UTF-16BE', utf16(text, 'be')],
    ['UTF-16LE without a mark', utf16(text, 'le', false)],
    ['UTF-16BE without a mark', utf16(text, 'be', false)],
    ['encoded twice', utf8(JSON.stringify(text))],
  ])('%s', (_name, bytes) => {
    const { items } = readExport([{ path: 'Config/ConditionalAccess/A.json', bytes }]);
    expect(items.map(({ item }) => item)).toEqual([policy]);
  });

  it.each([
    ['cut off', utf8('{"displayName": "A')],
    ['no UTF-8', Uint8Array.of(0x22, 0xc3, 0x28, 0x22)],
    ['empty', new Uint8Array()],
  ])('%s is a file that cannot be read', (_name, bytes) => {
    expect(readExport([{ path: 'Config/ConditionalAccess/A.json', bytes }]).unreadable).toEqual([
      { file: 'Config/ConditionalAccess/A.json', reason: 'unreadable_file' },
    ]);
  });
});

describe('any files at all', () => {
  const folder = fc.constantFrom('Backup/Settings Catalog', 'Config/Groups', 'App Protection', 'Elsewhere', 'Config');
  const name = fc.constantFrom('A.json', 'MigrationTable.json', 'A_iosManagedAppProtection.json', 'README.md');
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    anyJson.map((value) => utf8(JSON.stringify(value))),
  );

  it('stand in exactly one list, untouched', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(folder, name, content), { maxLength: 6 }), (entries) => {
        const files = entries.map(([where, what, bytes], index) => ({ path: `${index}/${where}/${what}`, bytes }));
        const found = readExport(files);
        const accounted = Object.values(found).flatMap((list) => [
          ...new Set((list as { file: string }[]).map(({ file }) => file)),
        ]);
        expect(accounted.toSorted()).toEqual(files.map(({ path }) => path).toSorted());
      }),
    );
  });

  it('keep their assignments absent where they have none', () => {
    const [captured] = read('Backup/Settings Catalog/A.json', { name: 'A', assignments: [] }).items;
    const [notCaptured] = read('Backup/Settings Catalog/A.json', { name: 'A' }).items;
    expect([captured?.item, notCaptured?.item]).toEqual([{ name: 'A', assignments: [] }, { name: 'A' }]);
  });
});
