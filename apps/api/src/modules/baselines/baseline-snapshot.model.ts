import { createUnionType, Field, HideField, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { familyOf } from '@tenantatlas/drift';
import { gapMessage, type Locale } from '@tenantatlas/ops-ux';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import { isRefusal, RefusedModel } from '../operation-runs/index.js';
import type { BaselineGapRow } from './baseline-item.row.js';
import type { BaselineSnapshotRow } from './baseline-snapshot.row.js';
import type { CoverageState, FamilyCoverage } from './coverage.js';
import { familyLabel } from './family-words.js';

export enum CoverageStateModel {
  COMPLETE = 'complete',
  PARTIAL = 'partial',
  NOT_READ = 'not_read',
  OUT_OF_SCOPE = 'out_of_scope',
}
registerEnumType(CoverageStateModel, { name: 'CoverageState' });

const STATES: Readonly<Record<CoverageState, CoverageStateModel>> = {
  complete: CoverageStateModel.COMPLETE,
  partial: CoverageStateModel.PARTIAL,
  not_read: CoverageStateModel.NOT_READ,
  out_of_scope: CoverageStateModel.OUT_OF_SCOPE,
};

@ObjectType('FamilyCoverage')
export class FamilyCoverageModel {
  @Field() readonly family!: string;
  @Field() readonly label!: string;
  @Field() readonly kind!: string;
  @Field(() => CoverageStateModel) readonly state!: CoverageStateModel;
  @Field(() => Int) readonly itemCount!: number;
  @Field(() => Int) readonly gapCount!: number;

  static toModel({ family, state, itemCount, gapCount }: FamilyCoverage, locale: Locale): FamilyCoverageModel {
    const kind = familyOf(family)?.kind ?? 'policies';
    return { family, label: familyLabel(family, locale), kind, state: STATES[state], itemCount, gapCount };
  }
}

@ObjectType('BaselineSnapshot')
export class BaselineSnapshotModel {
  @Field(() => ID) readonly id!: string;
  @Field(() => Int, { description: '0 until the snapshot is whole.' }) readonly version!: number;
  @Field({ description: 'Whether every row of it is stored, so that it never changes again.' })
  readonly consumable!: boolean;
  @Field(() => Int, { description: 'Policies; what they refer to is not counted.' }) readonly itemCount!: number;
  @Field(() => Int) readonly gapCount!: number;
  @Field() readonly createdAt!: Date;
  @Field() readonly active!: boolean;
  @Field(() => [FamilyCoverageModel]) readonly coverage!: readonly FamilyCoverageModel[];
  @HideField() readonly workspaceId!: string;
  @HideField() readonly profileId!: string;
  @HideField() readonly sourceTenantId!: string;
  @HideField() readonly runId!: string;

  static toModel(row: BaselineSnapshotRow, locale: Locale): BaselineSnapshotModel {
    const { id, itemCount, gapCount, createdAt, workspaceId, profileId, sourceTenantId, runId } = row;
    return {
      id,
      version: row.version ?? 0,
      consumable: row.sealedAt !== null,
      itemCount,
      gapCount,
      createdAt,
      active: row.isActive,
      coverage: row.coverage.map((family) => FamilyCoverageModel.toModel(family, locale)),
      workspaceId,
      profileId,
      sourceTenantId,
      runId,
    };
  }
}

@ObjectType('BaselineSnapshotConnection')
export class BaselineSnapshotConnectionModel {
  @Field(() => [BaselineSnapshotModel]) readonly nodes!: readonly BaselineSnapshotModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}

@ObjectType('CaptureGap', { description: 'What could not be read, and why: never silently absent.' })
export class CaptureGapModel {
  @Field() readonly family!: string;
  @Field() readonly familyLabel!: string;
  @Field(() => String, { nullable: true }) readonly item!: string | null;
  @Field() readonly reasonCode!: string;
  @Field() readonly message!: string;

  static toModel({ family, item, reasonCode, reasonParams }: BaselineGapRow, locale: Locale): CaptureGapModel {
    return {
      family,
      familyLabel: familyLabel(family, locale),
      item: item === '' ? null : item,
      reasonCode,
      message: gapMessage(reasonCode, reasonParams, locale),
    };
  }
}

@ObjectType('CaptureGapConnection')
export class CaptureGapConnectionModel {
  @Field(() => [CaptureGapModel]) readonly nodes!: readonly CaptureGapModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
}

export const BaselineSnapshotResult = createUnionType({
  name: 'BaselineSnapshotResult',
  types: () => [BaselineSnapshotModel, RefusedModel] as const,
  resolveType: (value: object) => (isRefusal(value) ? 'Refused' : 'BaselineSnapshot'),
});
