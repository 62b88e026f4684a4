import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';

/** What makes two subscribers get the same answer for the same event: who, what, in which language. */
export interface Sharing {
  readonly key: string;
  /** A fresh context for the execution of one event. */
  readonly contextForEvent: () => unknown;
}

/** Answers per event object, so that an event that many subscribers hear is executed once for all who ask alike. */
const answers = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

/**
 * GraphQL subscription with shared answers: sources are per subscriber (each is checked for itself), the execution of
 * one event is done once for every group of subscribers with the same sharing key.
 */
export async function subscribeShared(
  args: ExecutionArgs,
  sharing: Sharing,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]() as AsyncIterator<object>;
  const answer = (event: object) => {
    const byKey = answers.get(event) ?? new Map<string, Promise<ExecutionResult>>();
    answers.set(event, byKey);
    const known = byKey.get(sharing.key);
    if (known !== undefined) return known;
    const made = Promise.resolve(execute({ ...args, rootValue: event, contextValue: sharing.contextForEvent() }));
    byKey.set(sharing.key, made);
    return made;
  };
  const done = { done: true, value: undefined } as const;
  const stream: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const step = await events.next();
      return step.done === true ? done : { done: false, value: await answer(step.value) };
    },
    async return() {
      await events.return?.();
      return done;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
