import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathTemplate } from './event.js';
import { apart } from './exchange.js';
import { judge, type Target } from './verdict.js';

const shuffledBatch = fc
  .array(fc.constantFrom(200, 403, 404, 429, 503), { minLength: 1, maxLength: 20 })
  .chain((statuses) =>
    fc.record({
      statuses: fc.constant(statuses),
      order: fc.shuffledSubarray(statuses.map((_, index) => index)),
    }),
  );

describe('the parts of a batch', () => {
  it('are given in the order asked, whatever the order of the answer; those left out are to be tried again', () => {
    fc.assert(
      fc.property(shuffledBatch, ({ statuses, order }) => {
        const responses = order.map((index) => ({ id: String(index + 1), status: statuses[index], body: { index } }));
        const verdicts = apart({ responses }, statuses.length, 'token', 0);
        expect(verdicts).toHaveLength(statuses.length);
        verdicts.forEach((verdict, index) => {
          if (!order.includes(index)) {
            expect(verdict).toMatchObject({ kind: 'retry', failure: { reason: 'malformed_answer' } });
          } else if (statuses[index] === 200) {
            expect(verdict).toEqual({ kind: 'read', body: { index } });
          } else {
            expect(verdict).toMatchObject({ failure: { status: statuses[index] } });
          }
        });
      }),
    );
  });

  it('do not spoil one another when one makes no sense', () => {
    const responses = [{ id: 2, status: 'fine' }, null, { id: '1', status: 200, body: { a: 1 } }];
    expect(apart({ responses }, 2, 'token', 0)).toMatchObject([{ kind: 'read' }, { kind: 'retry' }]);
    expect(apart({ responses: 'none' }, 1, 'token', 0)).toMatchObject([{ kind: 'retry' }]);
  });
});

describe('the verdict on an answer', () => {
  const statuses = fc.integer({ min: 100, max: 599 });
  const targets = fc.constantFrom<Target>('item', 'collection', 'page');

  it('takes only a JSON object with a status of success for something read', () => {
    fc.assert(
      fc.property(statuses, targets, fc.boolean(), (status, target, hasBody) => {
        const response = { status, retryAfterMs: undefined, requestId: undefined, body: hasBody ? {} : undefined };
        const isSuccess = status >= 200 && status < 300 && hasBody;
        expect(judge(response, target, 'token').kind === 'read').toBe(isSuccess);
      }),
    );
  });

  it('carries the facts of the answer and nothing of its text', () => {
    const body = { error: { code: 'TooManyRequests', message: 'for tenant contoso' } };
    const response = { status: 429, retryAfterMs: 5000, requestId: 'r-1', body };
    expect(judge(response, 'item', 'token')).toEqual({
      kind: 'retry',
      failure: {
        reason: 'throttled',
        status: 429,
        retryAfterMs: 5000,
        requestId: 'r-1',
        providerCode: 'TooManyRequests',
        detail: undefined,
      },
    });
    const chatty = { ...response, body: { error: { code: 'tenant contoso has no licence' } } };
    expect(judge(chatty, 'item', 'token')).toMatchObject({ failure: { providerCode: undefined } });
  });
});

describe('the template of a path', () => {
  it.each([
    ['deviceManagement/configurationPolicies?$expand=assignments', 'deviceManagement/configurationPolicies'],
    [
      'deviceManagement/deviceEnrollmentConfigurations/0a-1_Default',
      'deviceManagement/deviceEnrollmentConfigurations/{id}',
    ],
    ["deviceManagement/configurationPolicies('0a-1')/settings", 'deviceManagement/configurationPolicies/{id}/settings'],
    ['$batch', '$batch'],
  ])('%s is %s', (path, template) => {
    expect(pathTemplate(path)).toBe(template);
  });

  it('holds no id', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (one, other) => {
        expect(pathTemplate(`intents/${one}/categories/${other}/settings`)).toBe(
          'intents/{id}/categories/{id}/settings',
        );
      }),
    );
  });
});
