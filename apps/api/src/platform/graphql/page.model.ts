import { Field, ObjectType } from '@nestjs/graphql';
import type { Page } from './pages.js';

/** Where a page stands in its list. */
@ObjectType('PageInfo')
export class PageInfoModel {
  @Field() readonly hasNextPage!: boolean;
  @Field() readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) readonly startCursor!: string | null;
  @Field(() => String, { nullable: true }) readonly endCursor!: string | null;
}

/** What a page says of itself, without its rows. */
export function toPageInfo(page: Omit<Page<unknown>, 'rows'>): PageInfoModel {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page;
  return { hasNextPage, hasPreviousPage, startCursor, endCursor };
}
