import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import { familyOf } from '@tenantatlas/drift';
import { gapMessage, type Locale } from '@tenantatlas/ops-ux';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import type { InventoryFamilyRow, InventoryItemRow } from './inventory.row.js';

const labelOf = (family: string, locale: Locale) => familyOf(family)?.label[locale] ?? family;

@ObjectType('InventoryItem')
export class InventoryItemModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly family!: string;
  @Field() readonly familyLabel!: string;
  @Field() readonly name!: string;
  @Field(() => String, { nullable: true }) readonly platform!: string | null;
  @Field(() => Date, { nullable: true }) readonly lastModifiedAt!: Date | null;
  @Field() readonly lastSeenAt!: Date;
  @Field(() => String, { nullable: true, description: 'SHA-256 of the content, where it was read.' })
  readonly fingerprint!: string | null;
  @HideField() readonly workspaceId!: string;
  @HideField() readonly tenantId!: string;

  static toModel(row: InventoryItemRow, locale: Locale): InventoryItemModel {
    const { id, family, name, platform, lastModifiedAt, lastSeenAt, fingerprint, workspaceId, tenantId } = row;
    const familyLabel = labelOf(family, locale);
    return { id, family, familyLabel, name, platform, lastModifiedAt, lastSeenAt, fingerprint, workspaceId, tenantId };
  }
}

@ObjectType('InventoryItemConnection')
export class InventoryItemConnectionModel {
  @Field(() => [InventoryItemModel]) readonly nodes!: readonly InventoryItemModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}

@ObjectType('InventoryFamily', {
  description: 'What was last known of one family: how many items, when it was read, or why not.',
})
export class InventoryFamilyModel {
  @Field() readonly family!: string;
  @Field() readonly label!: string;
  @Field(() => Int) readonly itemCount!: number;
  @Field(() => Date, { nullable: true }) readonly readAt!: Date | null;
  @Field(() => String, { nullable: true }) readonly reasonCode!: string | null;
  @Field(() => String, { nullable: true }) readonly message!: string | null;

  static toModel({ family, itemCount, readAt, reasonCode }: InventoryFamilyRow, locale: Locale): InventoryFamilyModel {
    const message = reasonCode === null ? null : gapMessage(reasonCode, null, locale);
    return { family, label: labelOf(family, locale), itemCount, readAt, reasonCode, message };
  }
}
