import { familyOf } from '@tenantatlas/drift';
import type { Locale } from '@tenantatlas/ops-ux';

/** Gaps that belong to no family: files of an export that hold no policy which could be read. */
export const SOURCE_FILES = 'source_files';

const SOURCE_FILES_LABEL: Readonly<Record<Locale, string>> = { en: 'Files of the export', de: 'Dateien des Exports' };

/** What operators call a family. A key of another version stands for itself. */
export function familyLabel(key: string, locale: Locale): string {
  if (key === SOURCE_FILES) return SOURCE_FILES_LABEL[locale];
  return familyOf(key)?.label[locale] ?? key;
}
