import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, specifiedRules, validate } from 'graphql';
import { limitRule } from '../../src/platform/graphql/limits.js';

const schema = buildSchema(`
  type Query { runs(first: Int): [Run!]! name: String! }
  type Run { id: ID! parent: Run runs(first: Int): [Run!]! }
`);
const limits = { depth: 4, aliases: 2, cost: 100 };
const problems = (document: string) =>
  validate(schema, parse(document), [...specifiedRules, limitRule(limits)]).map(({ message }) => message);

describe('the limits of a document', () => {
  it('let ordinary documents pass', () => {
    expect(problems('{ name runs(first: 20) { id parent { id } } }')).toEqual([]);
  });

  it('refuse depth, through fragments too', () => {
    expect(problems('{ runs { parent { parent { parent { id } } } } }')).toEqual([
      'This document is too large: its depth is above the limit of 4.',
    ]);
    expect(
      problems(
        '{ runs { ...a } } fragment a on Run { parent { ...b } } fragment b on Run { parent { parent { id } } }',
      ),
    ).toHaveLength(1);
  });

  it('refuse many aliases', () => {
    expect(problems('{ a: name b: name }')).toEqual([]);
    expect(problems('{ a: name b: name c: name }')).toEqual([
      'This document is too large: its number of aliases is above the limit of 2.',
    ]);
  });

  it('count a field as often as the lists around it are long', () => {
    expect(problems('{ runs(first: 9) { runs(first: 10) { id } } }')).toEqual([]);
    expect(problems('{ runs(first: 10) { runs(first: 10) { id } } }')).toHaveLength(1);
  });

  it('take a size that is not known yet for the largest', () => {
    expect(problems('query q($n: Int) { runs(first: $n) { id parent { id } } }')).toHaveLength(1);
    expect(problems('{ runs(first: 99999999) { id } }')).toEqual([
      'This document is too large: its cost is above the limit of 100.',
    ]);
  });

  it('come to an end where fragments spread themselves', () => {
    expect(problems('{ runs { ...a } } fragment a on Run { id ...a }').join()).toContain('Cannot spread fragment');
  });

  it('measure a fragment once, however often it is spread', () => {
    const chain = Array.from(
      { length: 40 },
      (_, i) => `fragment f${String(i)} on Run { ...f${String(i + 1)} ...f${String(i + 1)} }`,
    );
    const document = `{ runs { ...f0 } } ${chain.join(' ')} fragment f40 on Run { id }`;
    const began = performance.now();
    expect(problems(document).join()).toContain('cost');
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
