import { Module } from '@nestjs/common';
import { SHARED_MODULES } from './shared.modules.js';
import { OperationRunsWorkerModule } from './modules/operation-runs/index.js';

/** The queue process: the same modules as the server, without its doors. */
@Module({ imports: [...SHARED_MODULES, OperationRunsWorkerModule] })
export class WorkerModule {}
