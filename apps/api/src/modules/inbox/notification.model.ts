import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import { PageInfoModel } from '../../platform/graphql/page.model.js';
import { OperationRunModel, RunEventKind } from '../operation-runs/index.js';

/** What somebody is told. Title and sentence are the run's own, as every surface shows them. */
@ObjectType('Notification')
export class NotificationModel {
  @Field(() => ID) readonly id!: string;
  @Field() readonly createdAt!: Date;
  @Field(() => Date, { nullable: true }) readonly readAt!: Date | null;
  @Field() readonly title!: string;
  @Field() readonly statement!: string;
  @Field() readonly href!: string;
  @Field(() => OperationRunModel, { nullable: true }) readonly run!: OperationRunModel | null;
}

@ObjectType('NotificationConnection')
export class NotificationConnectionModel {
  @Field(() => [NotificationModel]) readonly nodes!: readonly NotificationModel[];
  @Field(() => PageInfoModel) readonly pageInfo!: PageInfoModel;
  @HideField() readonly workspaceId!: string;
}

@ObjectType('NotificationEvent', {
  description: 'unreadCount is the truth after this event; notification is what is new, if anything.',
})
export class NotificationEventModel {
  @Field(() => RunEventKind) readonly kind!: RunEventKind;
  @Field(() => Int) readonly unreadCount!: number;
  @Field(() => NotificationModel, { nullable: true }) readonly notification!: NotificationModel | null;
}
