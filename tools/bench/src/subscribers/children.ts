import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Arrival } from './arrivals.ts';
import type { BroadcastRequest } from './broadcast-process.ts';
import type { ListenRequest } from './listening-process.ts';

/** A process full of subscribers. */
export interface Listeners {
  /** Everything that arrived, and one message as it came. */
  collect(): Promise<{ readonly arrivals: readonly Arrival[]; readonly sample: string }>;
  stop(): Promise<void>;
}

/** Resolves when every subscriber hears what is told. */
export async function startListeners(request: ListenRequest): Promise<Listeners> {
  const child = start('listening-process.ts');
  await answerTo<'listening'>(child, { listen: request });
  return { collect: () => answerTo(child, 'collect'), stop: () => end(child) };
}

/** A server that knows nothing but sockets. */
export interface BareServer {
  readonly url: string;
  /** Resolves with what was sent and when, in milliseconds since 1970, after the last was sent. */
  broadcast(request: BroadcastRequest): Promise<{ readonly sent: readonly [runId: string, at: number][] }>;
  stop(): Promise<void>;
}

export async function startBareServer(): Promise<BareServer> {
  const child = start('broadcast-process.ts');
  const { url } = await answerTo<{ url: string }>(child);
  return { url, broadcast: (request) => answerTo(child, request), stop: () => end(child) };
}

function start(script: string): ChildProcess {
  return fork(join(import.meta.dirname, script), { serialization: 'advanced' });
}

/** Sends a question, if there is one, and gives the next answer. @throws where the process ends before */
async function answerTo<Answer>(child: ChildProcess, question?: ListenQuestion): Promise<Answer> {
  const answer = once(child, 'message').then(([message]) => message as Answer);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process of the benchmark ended with ${String(code)}.`);
  });
  ended.catch(() => undefined);
  if (question !== undefined) child.send(question);
  return Promise.race([answer, ended]);
}

type ListenQuestion = { readonly listen: ListenRequest } | BroadcastRequest | 'collect';

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.disconnect();
  await once(child, 'exit');
}
