import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../root.ts';
import { expectTests, type Outcome, single } from './outcome.ts';

const LONGEST_TEXT = 24_000;

/** A program of the workspace and how it is called. */
export interface ToolCall {
  /** Path of the script below the root. */
  readonly script: string;
  readonly args: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export interface ToolEnd {
  readonly ok: boolean;
  /** The end of what it wrote, without colours. */
  readonly text: string;
}

/** Runs a tool to its end, in a group of its own, so that its own processes end with it when the run is stopped. */
export async function runTool(call: ToolCall, signal: AbortSignal): Promise<ToolEnd> {
  const child = spawn(process.execPath, [...(call.nodeArgs ?? []), call.script, ...call.args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...call.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  const keep = (chunk: string): void => {
    text = (text + chunk).slice(-LONGEST_TEXT);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const endGroup = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', endGroup);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { ok: code === 0, text: stripVTControlCharacters(text).trim() };
  } finally {
    signal.removeEventListener('abort', endGroup);
  }
}

/** A check that is one tool's verdict. */
export async function verdictOf(call: ToolCall, signal: AbortSignal): Promise<Outcome> {
  const { ok, text } = await runTool(call, signal);
  return single(ok ? undefined : text);
}

/** A check that is a test runner's report, read from the file that the runner was told to write. */
export async function reportOf(
  call: ToolCall,
  file: string,
  read: (report: string) => Outcome,
  signal: AbortSignal,
): Promise<Outcome> {
  const { ok, text } = await runTool(call, signal);
  const report = await readFile(file, 'utf8').catch(() => undefined);
  if (report === undefined) return single(text || 'The test runner ended without a report.');
  const outcome = expectTests(read(report));
  // What it reports and how it ended must agree; otherwise something failed outside of any test.
  return ok || outcome.failed > 0 ? outcome : { ...outcome, failed: 1, failures: [text] };
}
