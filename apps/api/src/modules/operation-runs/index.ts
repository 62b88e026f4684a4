export { OperationRunsModule, OperationRunsServerModule, OperationRunsWorkerModule } from './operation-runs.module.js';
export { toRunModel } from './operation-run.mapping.js';
export { OperationRunModel } from './operation-run.model.js';
export { initiatorOf, OperationRuns } from './operation-runs.service.js';
export { OperationStartedModel, StartOperationResult } from './operation-started.model.js';
export {
  isRefusal,
  NextActionModel,
  OperationBlockedModel,
  refused,
  RefusalModel,
  RefusedModel,
} from './refusal.model.js';
export type * from './run-handler.js';
export { RunInterrupted } from './run-interrupted.js';
export { RunEventKind } from './run-events.model.js';
export { RunFeed } from './run-feed.js';
export { RunLoaders } from './run-loaders.js';
export { RunRegistry } from './run-registry.js';
export { RunStarter, type StartResult } from './run-starter.js';
export { canSeeRun, requireRun, startCapability, VISIBLE_RUNS, visibleRunParameters } from './run.policy.js';
export { RunQueries } from './run.queries.js';
export type { RunRow } from './run.row.js';
