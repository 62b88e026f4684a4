import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requireWorkspace } from '../../platform/access/index.js';
import { Context, principalOf, type RequestContext } from '../../platform/graphql/context.js';
import { AuditEntryConnectionModel, AuditTrail } from '../audit/index.js';
import { OperationRunModel } from './operation-run.model.js';

/** What the log says of a run. */
@Resolver(() => OperationRunModel)
export class RunAuditResolver {
  constructor(private readonly trail: AuditTrail) {}

  @ResolveField(() => AuditEntryConnectionModel, { description: 'Needs audit.view; FORBIDDEN otherwise.' })
  async auditEntries(
    @Parent() { row }: OperationRunModel,
    @Context() context: RequestContext,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<AuditEntryConnectionModel> {
    const grant = requireWorkspace(principalOf(context), row.workspaceId);
    const page = await this.trail.ofSubject(grant, row.id, { first, after });
    return AuditEntryConnectionModel.toModel(page, context.locale);
  }
}
