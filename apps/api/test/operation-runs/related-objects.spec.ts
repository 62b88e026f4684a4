import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RelatedReference } from '../../src/modules/operation-runs/run-handler.js';
import { mergeRelated, relatedOf } from '../../src/modules/operation-runs/run.row.js';

const reference = fc.record({
  kind: fc.constantFrom('baseline_profile', 'baseline_snapshot', 'operation_run'),
  id: fc.constantFrom(
    '0198c0de-0000-7000-8000-00000000000a',
    '0198c0de-0000-7000-8000-00000000000b',
    '0198c0de-0000-7000-8000-00000000000c',
  ),
  label: fc.string(),
}) as fc.Arbitrary<RelatedReference>;
const references = fc.array(reference, { maxLength: 8 });
const keyOf = ({ kind, id }: RelatedReference) => `${kind} ${id}`;

describe('what a run read and made', () => {
  it('names each object once, by its newest label', () => {
    fc.assert(
      fc.property(references, references, (known, more) => {
        const merged = mergeRelated(known, more);
        expect(new Set(merged.map(keyOf))).toEqual(new Set([...known, ...more].map(keyOf)));
        expect(new Set(merged.map(keyOf)).size).toBe(merged.length);
        for (const one of merged) {
          expect(one.label).toBe([...known, ...more].findLast((other) => keyOf(other) === keyOf(one))?.label);
        }
      }),
    );
  });

  it('does not change when the same is reported twice', () => {
    fc.assert(
      fc.property(references, references, (known, more) => {
        const once = mergeRelated(known, more);
        expect(mergeRelated(once, more)).toEqual(once);
      }),
    );
  });

  it('is read back from a stored context, and is nothing where that cannot be read', () => {
    fc.assert(
      fc.property(references, (stored) => {
        expect(relatedOf({ related: JSON.parse(JSON.stringify(stored)) as unknown })).toEqual(stored);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (anything) => {
        expect(Array.isArray(relatedOf({ related: anything }))).toBe(true);
      }),
    );
    expect(relatedOf({ related: [{ kind: 'operation_run', id: 'no id', label: 'x' }] })).toEqual([]);
  });
});
