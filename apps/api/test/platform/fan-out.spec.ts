import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FanOut, type FanOutTransport } from '../../src/platform/pubsub/fan-out.js';
import { packEnvelopes, unpackEnvelopes, type Envelope } from '../../src/platform/pubsub/topics.js';

const id = fc.uuid({ version: 7 });
const envelope: fc.Arbitrary<Envelope> = fc.oneof(
  fc
    .record({ workspaceId: id, runId: id, revision: fc.nat(), urgent: fc.boolean() })
    .map((message): Envelope => ['runs', message]),
  fc.record({ runId: id }).map((message): Envelope => ['cancellations', message]),
  fc.record({ workspaceId: id, userId: id }).map((message): Envelope => ['notifications', message]),
  fc.record({ credentialId: id }).map((message): Envelope => ['revocations', message]),
);

describe('packed wake-ups', () => {
  it('come out as they went in, in order, and no text exceeds the limit', () => {
    fc.assert(
      fc.property(fc.array(envelope, { maxLength: 200 }), fc.integer({ min: 300, max: 8_000 }), (envelopes, limit) => {
        const texts = packEnvelopes(envelopes, limit);
        expect(texts.flatMap(unpackEnvelopes)).toEqual(envelopes);
        for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('fill few texts: no two neighbours would have fitted into one', () => {
    fc.assert(
      fc.property(fc.array(envelope, { maxLength: 100 }), (envelopes) => {
        const texts = packEnvelopes(envelopes, 1_000);
        texts.slice(1).forEach((text, index) => {
          const first = JSON.stringify(unpackEnvelopes(text)[0]);
          expect(Buffer.byteLength(texts[index] ?? '') + Buffer.byteLength(first) + 1).toBeGreaterThan(1_000 - 1);
        });
      }),
    );
  });

  it('of another version are left out, and the others are heard', () => {
    const known: Envelope = ['cancellations', { runId: '0198c0de-0000-7000-8000-00000000000a' }];
    const text = JSON.stringify([['unheard.of', {}], ['runs', { runId: 7 }], 'x', null, ['constructor', {}], known]);
    expect(unpackEnvelopes(text)).toEqual([known]);
  });

  it('never stop the process, whatever arrives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(Array.isArray(unpackEnvelopes(text))).toBe(true);
      }),
    );
  });
});

/** A transport within the process that lets the test decide when a sending ends. */
function aTransport() {
  const batches: (readonly Envelope[])[] = [];
  let deliver: (one: Envelope) => void = () => undefined;
  let sending = Promise.resolve();
  const transport: FanOutTransport = {
    async send(envelopes) {
      batches.push(envelopes);
      await sending;
      envelopes.forEach(deliver);
    },
    listen(onEnvelope, onGap) {
      deliver = onEnvelope;
      gap = onGap;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  let gap: () => void = () => undefined;
  return {
    transport,
    batches,
    tellGap: () => {
      gap();
    },
    hold() {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      sending = promise;
      return { release: resolve, break: reject };
    },
  };
}

const RUN = '0198c0de-0000-7000-8000-00000000000a';
const change = (revision: number) => ({ workspaceId: RUN, runId: RUN, revision, urgent: false });

async function aFanOut() {
  const errors: unknown[] = [];
  const wire = aTransport();
  const fanOut = new FanOut(wire.transport, (error) => errors.push(error));
  await fanOut.start();
  const heard: number[] = [];
  fanOut.subscribe('runs', ({ revision }) => heard.push(revision));
  return { fanOut, wire, errors, heard };
}

describe('the fan-out', () => {
  it('sends together what is published in one turn, in order', async () => {
    const { fanOut, wire, heard } = await aFanOut();
    for (const revision of [1, 2, 3]) fanOut.publish('runs', change(revision));
    await fanOut.close();
    expect(wire.batches).toHaveLength(1);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('keeps the order while an earlier batch is still on its way', async () => {
    const { fanOut, wire, heard } = await aFanOut();
    const held = wire.hold();
    fanOut.publish('runs', change(1));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    fanOut.publish('runs', change(2));
    fanOut.publish('runs', change(3));
    held.release(undefined);
    await fanOut.close();
    expect(wire.batches.map((batch) => batch.length)).toEqual([1, 2]);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('goes on after a batch that could not be sent, and says so', async () => {
    const { fanOut, wire, heard, errors } = await aFanOut();
    const held = wire.hold();
    fanOut.publish('runs', change(1));
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    held.break(new Error('out of reach'));
    await new Promise(setImmediate);
    wire.hold().release(undefined);
    fanOut.publish('runs', change(2));
    await fanOut.close();
    expect(errors).toEqual([new Error('out of reach')]);
    expect(heard).toEqual([2]);
  });

  it('lets everybody hear though one listener fails', async () => {
    const { fanOut, wire, errors } = await aFanOut();
    const heard: string[] = [];
    fanOut.subscribe('cancellations', () => {
      throw new Error('broken listener');
    });
    fanOut.subscribe('cancellations', () => heard.push('message'));
    fanOut.onGap(() => {
      throw new Error('broken listener');
    });
    fanOut.onGap(() => heard.push('gap'));
    fanOut.publish('cancellations', { runId: RUN });
    await fanOut.close();
    wire.tellGap();
    expect(heard).toEqual(['message', 'gap']);
    expect(errors).toHaveLength(2);
  });

  it('tells nothing to who has unsubscribed', async () => {
    const { fanOut, wire } = await aFanOut();
    const heard: string[] = [];
    fanOut.subscribe('cancellations', () => heard.push('message'))();
    fanOut.onGap(() => heard.push('gap'))();
    fanOut.publish('cancellations', { runId: RUN });
    await fanOut.close();
    wire.tellGap();
    expect(heard).toEqual([]);
  });
});
