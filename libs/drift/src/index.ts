export { canonicalJson } from './canonical-json.js';
export {
  readExport,
  type ExportedItem,
  type ExportFile,
  type ReadExport,
  type UnusedFile,
} from './export/read-export.js';
export {
  familyOf,
  familyOfCollection,
  familyOfODataType,
  LOOKUP_FAMILIES,
  POLICY_FAMILIES,
  type CollectionOfFamily,
} from './families.js';
export type { FamilyCollection, PolicyFamily, PolicyItem, PropertyPath, SubResource } from './family.js';
export { crossTenantKeyOf, nameOf, withType } from './identity.js';
export { isControlInformation } from './odata.js';
export { assignmentRows } from './rows/assignment-rows.js';
export type { SettingRow } from './rows/row.js';
export { settingRows } from './rows/setting-rows.js';
export { MASK, maskSecrets } from './secrets.js';
export { compare, type Coverage, type SideCoverage } from './compare/compare.js';
export type { NameOf, References } from './compare/changes.js';
export { compareExports, type ExportReport, type FileGap } from './compare/compare-exports.js';
export { normalise, NORMALISER_VERSION, type CanonicalItem, type ItemSource } from './compare/normalise.js';
export type { CoverageGap, DriftChange, DriftItem, DriftKind, DriftReport, Severity } from './compare/report.js';
export type { Fingerprint } from './compare/sealed.js';
