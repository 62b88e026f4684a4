import { Injectable } from '@nestjs/common';
import { isUuid, SystemDatabase } from '../database/index.js';
import { notFound } from '../graphql/errors.js';
import type { Grant, Principal } from './principal.js';

export type OwnedKind =
  | 'managed_tenants'
  | 'api_tokens'
  | 'operation_runs'
  | 'baseline_profiles'
  | 'baseline_snapshots'
  | 'baseline_items'
  | 'support_bundles';

/** First step for every id that comes in from outside: to which workspace does it belong, and has the principal a grant there? */
@Injectable()
export class OwnerLookup {
  constructor(private readonly database: SystemDatabase) {}

  /** The grant under which the thing may be looked at; NOT_FOUND for a foreign id as for one that never existed. */
  async requireOwner(principal: Principal, kind: OwnedKind, id: unknown): Promise<Grant> {
    // A text that is no uuid takes the same way, so that neither answer nor number of queries tells it apart.
    const [row] = await this.database.query<{ workspace: string | null }>(
      'SELECT atlas.workspace_of($1, $2) AS workspace',
      [kind, isUuid(id) ? id : '00000000-0000-0000-0000-000000000000'],
    );
    const grant = row?.workspace ? principal.grants.get(row.workspace) : undefined;
    if (grant === undefined) throw notFound();
    return grant;
  }
}
