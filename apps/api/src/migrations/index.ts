import { IdentityAndWorkspaces1700000000001 } from './1700000000001-identity-and-workspaces.js';
import { OperationRuns1700000000002 } from './1700000000002-operation-runs.js';
import { Governance1700000000003 } from './1700000000003-governance.js';

/** In the order in which they were written; never edited once released. */
export const MIGRATIONS = [IdentityAndWorkspaces1700000000001, OperationRuns1700000000002, Governance1700000000003];
