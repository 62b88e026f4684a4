import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.js';
import { isObject } from './odata.js';
import { anyJson, fc, nested } from '../test/hostile.js';

/** The same value with the keys of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, entry]) => [key, shuffled(entry)]),
  );
}

describe('canonicalJson', () => {
  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(anyJson, (value) => canonicalJson(shuffled(value)) === canonicalJson(value)));
  });

  it('means what it was made from', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  it('has a text for half a character and for deep nesting', () => {
    expect(canonicalJson({ name: '\ud800' })).toBe('{"name":"\ufffd"}');
    expect(canonicalJson(nested(5000, 'a')).length).toBeGreaterThan(5000);
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
