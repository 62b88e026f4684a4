import type { PolicyFamily, PolicyItem } from '../family.js';
import { withoutPaths } from '../paths.js';
import { maskSecrets } from '../secrets.js';
import { catalogueRows } from './catalogue-rows.js';
import { propertyRows } from './property-rows.js';
import type { SettingRow } from './row.js';
import { administrativeTemplateRows, intentRows } from './template-rows.js';

/** Families that keep their settings in one list of their own form; everything else is a property. */
const LISTS: Readonly<Record<string, { readonly list: string; readonly rows: (item: PolicyItem) => SettingRow[] }>> = {
  settings_catalog: { list: 'settings', rows: catalogueRows },
  compliance_settings_based: { list: 'settings', rows: catalogueRows },
  administrative_templates: { list: 'definitionValues', rows: administrativeTemplateRows },
  endpoint_security_intents: { list: 'categories', rows: intentRows },
};

/**
 * The settings of one policy by readable name. Left out: its name, its assignments (`assignmentRows`), what changes by
 * itself, and what nobody set. Secrets are masked. The order is the policy's own. Never throws on any JSON.
 */
export function settingRows(family: PolicyFamily, item: PolicyItem): SettingRow[] {
  const shown = withoutPaths(maskSecrets(family, item), [...family.volatilePaths, family.nameField, 'assignments']);
  return rowsWithin(family, shown);
}

/** The rows of what is left of a policy, with nothing taken away or masked. */
export function rowsWithin(family: PolicyFamily, item: PolicyItem): SettingRow[] {
  const special = LISTS[family.key];
  if (special === undefined) return propertyRows(item);
  return [...special.rows(item), ...propertyRows(withoutPaths(item, [special.list]))];
}
