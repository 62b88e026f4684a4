import { defaultFieldResolver, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { principalOf, type RequestContext } from './context.js';
import type { Requirement } from './requires.js';
import { refuseUnsafeText } from './safe-text.js';

type Field = GraphQLField<unknown, RequestContext>;

/** The root fields that do not say what they demand. */
export function undeclaredRootFields(schema: GraphQLSchema): string[] {
  return rootFields(schema)
    .filter(({ field }) => requirementOf(field) === undefined)
    .map(({ type, field }) => `${type}.${field.name}`);
}

/**
 * Makes the schema keep what it declares, over HTTP and sockets alike: nobody who is not signed in gets past a root field
 * that is not public, and no text that the database could not hold reaches a resolver. Refuses an undeclared root field.
 */
export function enforceRequirements(schema: GraphQLSchema): GraphQLSchema {
  const undeclared = undeclaredRootFields(schema);
  if (undeclared.length > 0) throw new Error(`Root fields without @Requires: ${undeclared.join(', ')}`);
  for (const { field } of rootFields(schema)) {
    if (requirementOf(field) !== 'public') demandPrincipal(field);
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (field.args.length > 0) checkArguments(field as Field);
  }
  return schema;
}

const requirementOf = (field: Field) => field.extensions['requires'] as Requirement | undefined;

function rootFields(schema: GraphQLSchema): { type: string; field: Field }[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ type: type?.name ?? '', field: field as Field })),
  );
}

function demandPrincipal(field: Field): void {
  guard(field, (_args, context) => {
    principalOf(context);
  });
}

function checkArguments(field: Field): void {
  guard(field, (args) => {
    refuseUnsafeText(args);
  });
}

// A subscription is guarded where it begins; its events are decided by whoever emits them.
function guard(field: Field, check: (args: unknown, context: RequestContext) => void): void {
  const { subscribe, resolve = defaultFieldResolver } = field;
  if (subscribe !== undefined) {
    field.subscribe = (source, args, context, info) => {
      check(args, context);
      return subscribe(source, args, context, info);
    };
    return;
  }
  field.resolve = (source, args, context, info) => {
    check(args, context);
    return resolve(source, args, context, info);
  };
}
