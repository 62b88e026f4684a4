import { Field, HideField, ID, ObjectType } from '@nestjs/graphql';
import type { Locale } from '@tenantatlas/ops-ux';
import { GraphQLJSON } from 'graphql-scalars';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import type { BaselineItemRow } from './baseline-item.row.js';
import { familyLabel } from './family-words.js';

@ObjectType('SettingRow')
export class SettingRowModel {
  @Field() readonly path!: string;
  @Field() readonly label!: string;
  @Field(() => GraphQLJSON, { nullable: true }) readonly value!: unknown;
}

@ObjectType('BaselineItem')
export class BaselineItemModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly family!: string;
  @Field() readonly familyLabel!: string;
  @Field() readonly name!: string;
  @Field(() => String, { nullable: true }) readonly platform!: string | null;
  @Field({ description: 'SHA-256 of the content as it was read, over canonical JSON (RFC 8785).' })
  readonly fingerprint!: string;
  @HideField() readonly row!: BaselineItemRow;

  static toModel(row: BaselineItemRow, locale: Locale): BaselineItemModel {
    const { id, family, name, platform, fingerprint } = row;
    return { id, family, familyLabel: familyLabel(family, locale), name, platform, fingerprint, row };
  }
}

@ObjectType('BaselineItemConnection')
export class BaselineItemConnectionModel {
  @Field(() => [BaselineItemModel]) readonly nodes!: readonly BaselineItemModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}
