import { createHmac, randomBytes } from 'node:crypto';
import { compareExports, readExport, type ExportReport } from '@tenantatlas/drift';
import { readFiles } from './read-files.ts';

/** Compares two exports. Drift is a difference of policies; a difference of coverage alone is none. */
export async function compareCommand(
  base: string,
  other: string,
  json: boolean,
): Promise<{ readonly text: string; readonly drift: boolean }> {
  // A new key each time: fingerprints of secrets are compared within this run and never leave it.
  const key = randomBytes(32);
  const fingerprint = (text: string) => createHmac('sha256', key).update(text).digest('hex');
  const [left, right] = [readExport(await readFiles(base)), readExport(await readFiles(other))];
  for (const [path, { items, lookups }] of [
    [base, left],
    [other, right],
  ] as const) {
    if (items.length + lookups.length === 0) throw new Error(`${path} holds no policy that can be read.`);
  }
  const report = compareExports(left, right, fingerprint);
  const text = json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report);
  return { text, drift: report.items.length > 0 };
}

function tableOf({ items, unchanged, notCovered, gaps }: ExportReport): string {
  const rows = items.flatMap(({ severity, kind, family, name, renamedFrom, changes }) => [
    `${severity.padEnd(8)}  ${kind.padEnd(10)}  ${family.padEnd(24)}  ${name}${renamedFrom === null ? '' : ` (was ${renamedFrom})`}`,
    ...changes.map(
      ({ label, before, after }) => `          ${label}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
    ),
  ]);
  const open = notCovered.map(({ family, item, message }) => `not covered: ${family}  ${item ?? ''}  ${message}`);
  const files = [...gaps.base, ...gaps.other].map(({ file, message }) => `not read: ${file}  ${message}`);
  return `${[...rows, ...open, ...files, `${items.length} differ, ${unchanged} unchanged, ${notCovered.length} not covered`].join('\n')}\n`;
}
