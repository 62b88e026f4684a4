import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventStream } from '../../src/platform/graphql/event-stream.js';

function aStream() {
  const closings: string[] = [];
  const stream = new EventStream<readonly number[]>(
    (held, next) => [...held, ...next],
    () => closings.push('closed'),
  );
  return { stream, closings };
}

const DONE = { done: true, value: undefined };

describe('an event stream', () => {
  it('delivers at once to a reader who waits', async () => {
    const { stream } = aStream();
    const next = stream.next();
    stream.push([1]);
    expect(await next).toEqual({ done: false, value: [1] });
  });

  it('holds one event back at most: what comes while the reader is busy is folded into it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.nat(), fc.constant('read' as const))), async (steps) => {
        const { stream } = aStream();
        const expected: number[][] = [];
        const read: (readonly number[])[] = [];
        let waiting: number[] = [];
        for (const step of steps) {
          if (step === 'read') {
            if (waiting.length === 0) continue;
            read.push((await stream.next()).value as readonly number[]);
            expected.push(waiting);
            waiting = [];
          } else {
            stream.push([step]);
            waiting.push(step);
          }
        }
        expect(read).toEqual(expected);
      }),
    );
  });

  it('ends for a reader who returns while waiting, and cleans up once', async () => {
    const { stream, closings } = aStream();
    const next = stream.next();
    expect(await stream.return()).toEqual(DONE);
    expect(await next).toEqual(DONE);
    await stream.return();
    expect(closings).toEqual(['closed']);
  });

  it('has nothing more for a reader who returned, whatever waited or comes', async () => {
    const { stream } = aStream();
    stream.push([1]);
    await stream.return();
    stream.push([2]);
    stream.fail(new Error('late'));
    expect(await stream.next()).toEqual(DONE);
  });

  it('tells a failure to the reader who waits, once', async () => {
    const { stream, closings } = aStream();
    const next = stream.next();
    stream.fail(new Error('access has ended'));
    await expect(next).rejects.toThrow('access has ended');
    expect(await stream.next()).toEqual(DONE);
    expect(closings).toEqual(['closed']);
  });

  it('tells a failure to a busy reader at the next read, instead of what waited', async () => {
    const { stream } = aStream();
    stream.push([1]);
    stream.fail(new Error('access has ended'));
    stream.push([2]);
    await expect(stream.next()).rejects.toThrow('access has ended');
    expect(await stream.next()).toEqual(DONE);
  });

  it('delivers what waits before it ends', async () => {
    const { stream, closings } = aStream();
    stream.push([1]);
    stream.end();
    stream.push([2]);
    expect(closings).toEqual(['closed']);
    expect(await stream.next()).toEqual({ done: false, value: [1] });
    expect(await stream.next()).toEqual(DONE);
  });

  it('ends for a reader who waits when it ends', async () => {
    const { stream } = aStream();
    const next = stream.next();
    stream.end();
    expect(await next).toEqual(DONE);
  });
});
