import { mergeProgress, type RunType } from '@tenantatlas/ops-ux';
import { v7 } from 'uuid';
import type { RunConclusion, RunExecution, RunHandler, RunReport } from '../src/modules/operation-runs/run-handler.js';
import { RunInterrupted } from '../src/modules/operation-runs/run-interrupted.js';
import type { Governance } from './governance.js';

/** A run whose executor is called directly: every report is checked as the service checks it, committed and kept. */
export interface RecordedRun<Resume> {
  readonly id: string;
  readonly reports: RunReport<Resume>[];
  /**
   * Executes one attempt. `interruptAt` loses the lease at that report, `interruptAfter` at the first one after a report
   * of which it is true; what is lost is not committed. `beforeEnd` happens between the work and its end.
   */
  attempt(options?: {
    interruptAt?: number;
    interruptAfter?: (report: RunReport<Resume>) => boolean;
    beforeEnd?: () => Promise<unknown>;
  }): Promise<RunConclusion>;
}

export async function recordRun<Input, Resume>(
  governance: Governance,
  handler: RunHandler<Input, Resume>,
  { tenantId = null, input }: { tenantId?: string | null; input: Input },
): Promise<RecordedRun<Resume>> {
  const id = v7();
  await governance.sql(
    `INSERT INTO operation_runs (workspace_id, id, tenant_id, type, initiator_kind, initiator_name, identity_hash)
     VALUES ($1, $2, $3, $4, 'system', 'Test', sha256(convert_to($5, 'UTF8')))`,
    [governance.workspaceId, id, tenantId, handler.type, id],
  );
  const reports: RunReport<Resume>[] = [];
  let resume: Resume | null = null;
  let progress: unknown;
  let summaryCounts: unknown = {};
  let number = 0;
  return {
    id,
    reports,
    async attempt({ interruptAt, interruptAfter, beforeEnd } = {}) {
      number += 1;
      let count = 0;
      const execution: RunExecution<Input, Resume> = {
        runId: id,
        workspaceId: governance.workspaceId,
        tenantId,
        attempt: number,
        input,
        resume: resume === null ? null : handler.resume.parse(JSON.parse(JSON.stringify(resume))),
        signal: new AbortController().signal,
        async report(report, write) {
          count += 1;
          const last = reports.at(-1);
          const isCut = last !== undefined && interruptAfter?.(last) === true;
          if (isCut || count === interruptAt) throw new RunInterrupted('lease_lost');
          const state = { type: handler.type satisfies RunType, attempt: number, progress, summaryCounts };
          const { resume: next, related: _, waitingFor, ...facts } = report;
          const merged = mergeProgress(
            state,
            { ...facts, waitingFor: waitingFor?.what ?? null, waitingUntil: waitingFor?.until.toISOString() ?? null },
            new Date(),
          );
          if (!merged.ok) throw new Error(JSON.stringify(merged.problems));
          await governance.run(async (tx) => write?.(tx));
          ({ progress, summaryCounts } = merged);
          if (next !== undefined) resume = next;
          reports.push(report);
        },
      };
      const conclusion = await handler.execute(execution);
      await beforeEnd?.();
      await governance.run(async (tx) => {
        await conclusion.write?.(tx);
        await tx.query(
          `UPDATE operation_runs SET status = 'completed', outcome = $2, completed_at = now() WHERE id = $1`,
          [id, conclusion.outcome],
        );
      });
      return conclusion;
    },
  };
}
