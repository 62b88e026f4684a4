import { Module } from '@nestjs/common';
import { OperationRunsModule, OperationRunsServerModule } from '../operation-runs/index.js';
import { SupportDiagnosticsRun } from './runs/support-diagnostics.run.js';
import { SupportResolver } from './support.resolver.js';
import { Support } from './support.service.js';

/** Diagnostics, wherever they are collected. */
@Module({ imports: [OperationRunsModule], providers: [SupportDiagnosticsRun] })
export class SupportModule {}

/** What only the server does: start collecting, and show what was collected. */
@Module({ imports: [OperationRunsModule, OperationRunsServerModule], providers: [Support, SupportResolver] })
export class SupportServerModule {}
