import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Locale } from '@tenantatlas/ops-ux';
import { GraphQLJSON } from 'graphql-scalars';
import { PageInfoModel, toPageInfo } from '../../platform/graphql/page.model.js';
import type { Page } from '../../platform/graphql/pages.js';
import { auditActionLabel } from './audit-actions.js';
import type { AuditEntryRow } from './audit-entry.row.js';

@ObjectType('AuditEntry')
export class AuditEntryModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly at!: Date;
  @Field() readonly action!: string;
  @Field() readonly actionLabel!: string;
  @Field() readonly actorName!: string;
  @Field() readonly result!: string;
  @Field(() => GraphQLJSON, { nullable: true }) readonly facts!: unknown;

  static toModel(row: AuditEntryRow, locale: Locale): AuditEntryModel {
    const { id, at, action, actorName, result, facts } = row;
    return { id, at, action, actionLabel: auditActionLabel(action, locale), actorName, result, facts };
  }
}

@ObjectType('AuditEntryConnection')
export class AuditEntryConnectionModel {
  @Field(() => [AuditEntryModel]) readonly nodes!: readonly AuditEntryModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;

  static toModel(page: Page<AuditEntryRow>, locale: Locale): AuditEntryConnectionModel {
    return { nodes: page.rows.map((row) => AuditEntryModel.toModel(row, locale)), pageInfo: toPageInfo(page) };
  }
}
