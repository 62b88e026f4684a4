import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeCursor,
  encodeCursor,
  MAX_PAGE,
  pageOf,
  pageRequest,
  type Page,
} from '../../src/platform/graphql/pages.js';

const scope = { list: 'operation_runs', within: 'workspace a' };
const key = fc.array(fc.string(), { minLength: 1, maxLength: 3 });
const badInput: unknown = expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) });
const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a cursor', () => {
  it('leads back to the key that it was made of', () => {
    fc.assert(
      fc.property(key, (parts) => {
        expect(decodeCursor(scope, encodeCursor(scope, parts))).toEqual(parts);
      }),
    );
  });

  it('is refused in another list and in another workspace', () => {
    const cursor = encodeCursor(scope, ['a']);
    expect(refusal(() => decodeCursor({ ...scope, list: 'audit_entries' }, cursor))).toEqual(badInput);
    expect(refusal(() => decodeCursor({ ...scope, within: 'workspace b' }, cursor))).toEqual(badInput);
  });

  it('is refused when any of its characters was changed', () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.constantFrom(...'Ab0-_.'), (parts, place, other) => {
        const cursor = encodeCursor(scope, parts);
        const at = place % cursor.length;
        const tampered = cursor.slice(0, at) + other + cursor.slice(at + 1);
        if (tampered !== cursor) expect(refusal(() => decodeCursor(scope, tampered))).toEqual(badInput);
      }),
    );
  });

  it('is refused, never an outage, whatever stands in its place', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(refusal(() => decodeCursor(scope, text))).toEqual(badInput);
      }),
    );
  });

  it.each(['{}', '[]', '[1]', 'null', 'not json'])('is refused when its seal fits but it holds %s', (content) => {
    const body = Buffer.from(content).toString('base64url');
    const seal = createHash('sha256').update(`${scope.list} ${scope.within} ${body}`).digest('base64url').slice(0, 8);
    expect(refusal(() => decodeCursor(scope, `${body}.${seal}`))).toEqual(badInput);
  });
});

describe('a page request', () => {
  it.each([0, -1, 1.5, MAX_PAGE + 1, Number.NaN])('of %p rows is refused', (size) => {
    expect(refusal(() => pageRequest(scope, { first: size }))).toEqual(badInput);
    expect(refusal(() => pageRequest(scope, { last: size }))).toEqual(badInput);
  });

  it('does not go on after a cursor while it counts from the end', () => {
    const cursor = encodeCursor(scope, ['a']);
    expect(refusal(() => pageRequest(scope, { last: 5, after: cursor }))).toEqual(badInput);
    expect(refusal(() => pageRequest(scope, { first: 5, before: cursor }))).toEqual(badInput);
  });
});

describe('walking through a list by its cursors', () => {
  const list = Array.from({ length: 23 }, (_, index) => String.fromCharCode(97 + index));
  const keyOf = (row: string) => [row];

  function read(args: Parameters<typeof pageRequest>[1]): Page<string> {
    const request = pageRequest(scope, args);
    const [from] = request.from ?? [];
    const ordered = request.backwards ? list.toReversed() : list;
    const rest = ordered.filter((row) => from === undefined || (request.backwards ? row < from : row > from));
    return pageOf(scope, request, rest.slice(0, request.size + 1), keyOf);
  }

  it('shows every row once, forwards and backwards, whatever the page size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (size) => {
        const forwards: string[] = [];
        for (let page = read({ first: size }); ; page = read({ first: size, after: page.endCursor })) {
          forwards.push(...page.rows);
          if (!page.hasNextPage) break;
        }
        const backwards: string[] = [];
        for (let page = read({ last: size }); ; page = read({ last: size, before: page.startCursor })) {
          backwards.unshift(...page.rows);
          if (!page.hasPreviousPage) break;
        }
        expect(forwards).toEqual(list);
        expect(backwards).toEqual(list);
      }),
    );
  });

  it('tells where a page stands', () => {
    expect(read({ first: 23 })).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const second = read({ first: 10, after: read({ first: 10 }).endCursor });
    expect(second).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(read({ last: 10, before: second.startCursor })).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it('has no cursors where it has no rows', () => {
    expect(pageOf(scope, pageRequest(scope, {}), [], keyOf)).toEqual({
      rows: [],
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});
