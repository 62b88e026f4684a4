import * as fc from 'fast-check';
import type { PolicyItem } from '../src/family.js';

export { fc };

/** Names that the readers look for, so that hostile values land where they hurt. */
const TELLING = [
  'displayName',
  'name',
  '@odata.type',
  'id',
  'platforms',
  'settings',
  'settingInstance',
  'settingDefinitionId',
  'choiceSettingValue',
  'groupSettingCollectionValue',
  'children',
  'value',
  'assignments',
  'target',
  'categories',
  'definitionValues',
  'definition',
  'presentationValues',
  'omaSettings',
  'isEncrypted',
  'preSharedKey',
  'scriptContent',
  'templateReference',
  '__proto__',
  'constructor',
  'settingDefinitions',
  'valueJson',
  'definitionId',
];

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '', '#microsoft.graph.iosCompliancePolicy'),
);
const key = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TELLING) }, text);

const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    text,
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.array(fc.tuple(key, tie('json')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
}));

/** Any JSON value. */
export const anyJson: fc.Arbitrary<unknown> = json;

/** Any JSON object, as likely as not with the names that readers look for. */
export const anyItem: fc.Arbitrary<PolicyItem> = fc
  .array(fc.tuple(key, json), { maxLength: 8 })
  .map((entries) => Object.fromEntries(entries) as PolicyItem);

/** An object nested so deeply that recursion without a bound ends the process. */
export function nested(depth: number, name: string): PolicyItem {
  let item: Record<string, unknown> = { value: 1 };
  for (let level = 0; level < depth; level += 1) item = { [name]: item };
  return item;
}
