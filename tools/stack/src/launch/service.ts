import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { signalProcess } from '../processes.ts';
import type { LogFile } from './log-file.ts';
import { afterRun, NO_RESTARTS, pauseBeforeRestart } from './restarts.ts';

export interface ServiceDescription {
  /** In words that go into messages: "API". */
  readonly name: string;
  readonly script: string;
  /** Made anew for each run, with the address that an earlier one had, so that it can be had again. */
  readonly env: (lastUrl: string | undefined) => NodeJS.ProcessEnv;
  readonly log: LogFile;
  /** How long it may take to hand back its work when it is asked to end. */
  readonly graceMs: number;
  /** The pause before it is started again; a quarter of a second where absent. */
  readonly firstPauseMs?: number;
}

export interface ServiceEvents {
  /** One sentence for the operator. */
  readonly say: (sentence: string) => void;
  /** Another process runs, or none. */
  readonly onProcess: () => void;
  /** It does not come up any more; nothing will be tried again. */
  readonly onGivenUp: (problem: Error) => void;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly ready: Promise<string | undefined>;
}

const READY_WITHIN_MS = 60_000;

/**
 * A process of ours that is kept running until it is asked to stop.
 *
 * It says `{ type: 'ready', url? }` when it is up, and ends by itself when its channel to us closes, so that nothing
 * outlives a launcher that was killed.
 */
export class Service {
  readonly #description: ServiceDescription;
  readonly #events: ServiceEvents;
  #run: Run | undefined;
  #url: string | undefined;
  /** Grows whenever somebody decides anew whether it should run; what was begun before that gives up. */
  #decision = 0;
  #history = NO_RESTARTS;

  constructor(description: ServiceDescription, events: ServiceEvents) {
    this.#description = description;
    this.#events = events;
  }

  get process(): { readonly pid: number; readonly script: string } | undefined {
    const pid = this.#run?.child.pid;
    return pid === undefined ? undefined : { pid, script: this.#description.script };
  }

  /**
   * Starts it and waits until it is ready.
   * @returns the address it serves, where it serves one
   * @throws where it ends before; the message holds what it wrote last
   */
  async start(): Promise<string | undefined> {
    const decision = (this.#decision += 1);
    const run = this.#begin();
    this.#url = await run.ready;
    void this.#keepUp(run, decision);
    return this.#url;
  }

  /** Lets it hand back its work and end. */
  async stop(graceMs = this.#description.graceMs): Promise<void> {
    this.#decision += 1;
    await this.#end(graceMs);
  }

  /** Ends it and starts it again, as after a change of its code. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #end(graceMs: number): Promise<void> {
    const run = this.#run;
    const pid = run?.child.pid;
    if (run === undefined || pid === undefined) return;
    signalProcess(pid, 'SIGTERM');
    const inTime = await Promise.race([run.ended.then(() => true), pause(graceMs, false, { ref: false })]);
    if (inTime) return;
    this.#events.say(`${this.#description.name} did not stop within ${Math.round(graceMs / 1000)} s and was ended.`);
    signalProcess(pid, 'SIGKILL');
    await run.ended;
  }

  #begin(): Run {
    const { script, env, log } = this.#description;
    const output = openSync(log.path, 'a');
    const offset = log.size();
    // Detached, because Ctrl-C reaches everything in the foreground group, and the order of ending is ours to keep.
    const child = fork(script, {
      env: env(this.#url),
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', output, output, 'ipc'],
      detached: true,
    });
    closeSync(output);
    const ended = once(child, 'exit').then(
      () => undefined,
      () => undefined,
    );
    const run: Run = { child, ended, ready: this.#readiness(child, ended, offset) };
    this.#run = run;
    this.#events.onProcess();
    void ended.then(() => {
      if (this.#run === run) this.#run = undefined;
      this.#events.onProcess();
    });
    return run;
  }

  #readiness(child: ChildProcess, ended: Promise<void>, offset: number): Promise<string | undefined> {
    const { name, log } = this.#description;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`${name} was not ready within ${READY_WITHIN_MS / 1000} s. Its log: ${log.path}`));
      }, READY_WITHIN_MS);
      child.on('message', (message: unknown) => {
        if (!isReady(message)) return;
        clearTimeout(timer);
        resolve(message.url);
      });
      void ended.then(() => {
        clearTimeout(timer);
        reject(new Error(`${name} did not start:\n${log.tail(offset)}`));
      });
    });
  }

  /** Starts it again for as long as it is wanted and comes up. */
  async #keepUp(first: Run, decision: number): Promise<void> {
    let run = first;
    for (;;) {
      const begun = performance.now();
      await run.ended;
      if (this.#decision !== decision) return;
      const ready = await run.ready.then(
        () => true,
        () => false,
      );
      this.#history = afterRun(this.#history, { ready, ms: performance.now() - begun });
      const pauseMs = pauseBeforeRestart(this.#history, this.#description.firstPauseMs);
      if (pauseMs === undefined) {
        const problem = await run.ready.then(
          () => undefined,
          (cause: unknown) => cause,
        );
        this.#events.onGivenUp(new Error(`${this.#description.name} does not stay up.`, { cause: problem }));
        return;
      }
      this.#events.say(`${this.#description.name} ended unexpectedly (${exitOf(run.child)}); starting it again.`);
      await pause(pauseMs);
      if (this.#decision !== decision) return;
      run = this.#begin();
      run.ready.catch(() => undefined);
    }
  }
}

function isReady(message: unknown): message is { readonly type: 'ready'; readonly url?: string } {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

function exitOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `code ${String(exitCode)}`;
}
