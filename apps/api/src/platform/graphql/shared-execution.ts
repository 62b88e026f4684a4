import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

/** What makes two subscribers get the same answer for the same event, and how it reaches this one. */
export interface Sharing {
  /** Who asks, for what, in which language. */
  readonly key: string;
  /** A fresh context for the execution of one event. */
  readonly contextForEvent: () => unknown;
  /** An answer as it travels. */
  readonly toText: (result: ExecutionResult) => string;
  /** Sends the text of one answer; settles when the next one may be sent. */
  readonly deliver: (text: string) => Promise<void>;
}

/** Texts per event object, so that an event is executed and written down once for all who ask alike. */
const answers = new WeakMap<object, Map<string, Promise<string>>>();

/**
 * GraphQL subscription with shared answers: sources are per subscriber (each is checked for itself), the execution of
 * one event is done once for every group of subscribers with the same sharing key.
 *
 * Answers are delivered while `next` is awaited, and only the end of the source comes out of it: the protocol's library
 * would check and write down each answer once more for every subscriber.
 */
export async function subscribeShared(
  args: ExecutionArgs,
  sharing: Sharing,
): Promise<AsyncIterableIterator<never> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]() as AsyncIterator<object>;
  const done = { done: true, value: undefined } as const;
  const stream: AsyncIterableIterator<never> = {
    async next() {
      for (;;) {
        const step = await events.next();
        if (step.done === true) return done;
        await sharing.deliver(await textOf(step.value, args, sharing));
      }
    },
    async return() {
      await events.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

function textOf(event: object, args: ExecutionArgs, sharing: Sharing): Promise<string> {
  const byKey = answers.get(event) ?? new Map<string, Promise<string>>();
  answers.set(event, byKey);
  const known = byKey.get(sharing.key);
  if (known !== undefined) return known;
  const made = Promise.resolve(execute({ ...args, rootValue: event, contextValue: sharing.contextForEvent() })).then(
    sharing.toText,
  );
  byKey.set(sharing.key, made);
  return made;
}
