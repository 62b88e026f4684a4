import { z } from 'zod';
import type { RunConclusion, RunExecution, RunHandler } from '../../src/modules/operation-runs/run-handler.js';

const input = z.object({ scope: z.string().default('all'), note: z.string().optional() });
const resume = z.object({ page: z.int() });

export type TestInput = z.infer<typeof input>;
export type TestResume = z.infer<typeof resume>;
export type TestExecution = RunExecution<TestInput, TestResume>;
export type TestHandler = RunHandler<TestInput, TestResume>;

/** A handler as a module would register one: counted, of a tenant, done at once, unless the test says otherwise. */
export function aHandler(more: Partial<TestHandler> = {}): TestHandler {
  return {
    type: 'inventory.sync',
    queue: 'provider',
    input,
    resume,
    maxAttempts: 3,
    takesTenantTurn: false,
    identityOf: ({ scope }) => [scope],
    execute: (): Promise<RunConclusion> => Promise.resolve({ outcome: 'succeeded' }),
    ...more,
  };
}
