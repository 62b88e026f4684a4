import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { RUN_TYPE_KEYS, type RunType } from '@tenantatlas/ops-ux';
import type { RunHandler } from './run-handler.js';

/** Declared in ops-ux and not built yet: nothing can start them. Each leaves this list with the work that builds it. */
const NOT_BUILT_YET: ReadonlySet<RunType> = new Set<RunType>([
  'baseline_compare',
  'tenant.review.compose',
  'tenant.evidence_snapshot.generate',
  'tenant.review_pack.generate',
  'findings.bulk_triage',
]);

/** What is wrong between what is declared and what is done; empty when they match one to one. */
export function mismatches(
  declared: readonly RunType[],
  handled: readonly RunType[],
  notBuilt: ReadonlySet<RunType>,
): readonly string[] {
  const count = (type: RunType) => handled.filter((one) => one === type).length;
  return declared.flatMap((type) => {
    if (notBuilt.has(type)) return count(type) === 0 ? [] : [`${type} has a handler but is listed as not built`];
    if (count(type) === 1) return [];
    return [`${type} has ${String(count(type))} handlers instead of one`];
  });
}

/** Every run type's handler. Modules register theirs at start; an app in which types and handlers differ does not start. */
@Injectable()
export class RunRegistry implements OnApplicationBootstrap {
  private readonly handlers: RunHandler[] = [];

  register<Input, Resume>(handler: RunHandler<Input, Resume>): void {
    // A handler parses its own input and resume token before it sees them, so their types are its own affair.
    this.handlers.push(handler);
  }

  handlerOf(type: string): RunHandler {
    const handler = this.handlers.find((one) => one.type === type);
    if (handler === undefined) throw new Error(`no handler for run type ${type}`);
    return handler;
  }

  has(type: string): boolean {
    return this.handlers.some((one) => one.type === type);
  }

  /** Types that take turns with a tenant. */
  turnTakers(): readonly RunType[] {
    return this.handlers.filter((handler) => handler.takesTenantTurn).map(({ type }) => type);
  }

  onApplicationBootstrap(): void {
    const handled = this.handlers.map(({ type }) => type);
    const problems = mismatches(RUN_TYPE_KEYS, handled, NOT_BUILT_YET);
    if (problems.length > 0) throw new Error(`Run types and handlers do not match: ${problems.join('; ')}`);
  }
}
