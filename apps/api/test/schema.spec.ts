import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema as parseSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isInputObjectType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { buildSchema, schemaText } from '../src/schema-text.js';

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

/** Every promise that a type makes to a client, one line each: `Type.field(argument: Type): Type`. */
function promisesOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(promisesOfType);
}

function promisesOfType(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
  if (isUnionType(type)) return type.getTypes().map(({ name }) => `${type.name} = ${name}`);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => `${type.name}.${field.name}: ${field.type.toString()}`);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [`scalar ${type.name}`];
  const fields = Object.values(type.getFields());
  return [
    ...type.getInterfaces().map(({ name }) => `${type.name} implements ${name}`),
    ...fields.map((field) => `${type.name}.${field.name}: ${field.type.toString()}`),
    ...fields.flatMap((field) =>
      field.args.map(
        ({ name, type: given, defaultValue }) =>
          `${type.name}.${field.name}(${name}: ${given.toString()} = ${JSON.stringify(defaultValue ?? null)})`,
      ),
    ),
  ];
}

describe('the public schema', () => {
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = await buildSchema();
  });

  it('is what schema.graphql says', async () => {
    expect(schemaText(schema)).toBe(await read('../schema.graphql'));
  });

  it('keeps every promise of the fixed core', async () => {
    const core = promisesOf(parseSchema(await read('./schema-core.graphql')));
    const made = new Set(promisesOf(schema));
    expect(core.filter((promise) => !made.has(promise))).toEqual([]);
    expect(core.length).toBeGreaterThan(200);
  });
});
