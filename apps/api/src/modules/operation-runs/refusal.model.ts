import { Field, InterfaceType, ObjectType } from '@nestjs/graphql';

@ObjectType('NextAction')
export class NextActionModel {
  @Field() readonly label!: string;
  @Field() readonly href!: string;
}

@InterfaceType('Refusal', {
  description: 'Every expected failure of a mutation is a type of this interface, with the facts that belong to it.',
  resolveType: (refusal: RefusalModel) => refusal.kind,
})
export abstract class RefusalModel {
  readonly kind!: 'Refused' | 'OperationBlocked';
  @Field() readonly reasonCode!: string;
  @Field() readonly message!: string;
  @Field(() => NextActionModel, { nullable: true }) readonly nextAction!: NextActionModel | null;
}

@ObjectType('Refused', { implements: () => RefusalModel })
export class RefusedModel extends RefusalModel {}

@ObjectType('OperationBlocked', { implements: () => RefusalModel })
export class OperationBlockedModel extends RefusalModel {}

/** A mutation that was understood and refused: what it says and where that is put right. */
export function refused(reasonCode: string, message: string, nextAction: NextActionModel | null = null): RefusedModel {
  return { kind: 'Refused', reasonCode, message, nextAction };
}

/** A start that is known to be impossible: nothing was written. */
export function blocked(
  reasonCode: string,
  message: string,
  nextAction: NextActionModel | null = null,
): OperationBlockedModel {
  return { kind: 'OperationBlocked', reasonCode, message, nextAction };
}

/** For union types: tells a refusal from what the mutation makes. */
export function isRefusal(value: object): value is RefusalModel {
  return 'kind' in value && (value.kind === 'Refused' || value.kind === 'OperationBlocked');
}
