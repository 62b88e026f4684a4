import { describe, expect, it } from '@jest/globals';
import { buildSchema, execute, parse, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../src/platform/graphql/context.js';
import { enforceRequirements } from '../../src/platform/graphql/requirements.js';

const SDL = 'type Query { greeting(name: String): String! } type Mutation { rename(name: String!): Boolean! }';

function declare(schema: GraphQLSchema, requirements: Readonly<Record<string, string>>): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const requires = requirements[field.name];
      if (requires !== undefined) field.extensions = { requires };
      field.resolve = () => (field.name === 'greeting' ? 'hello' : true);
    }
  }
  return schema;
}

const nobody = { principal: null } as RequestContext;
const codeOf = async (schema: GraphQLSchema, text: string, variableValues: Record<string, unknown> = {}) => {
  const { errors } = await execute({ schema, document: parse(text), variableValues, contextValue: nobody });
  return errors?.[0]?.extensions['code'];
};

describe('what root fields demand', () => {
  it('must be declared for each of them, or the schema is refused', () => {
    const schema = declare(buildSchema(SDL), { greeting: 'public' });
    expect(() => enforceRequirements(schema)).toThrow('Root fields without @Requires: Mutation.rename');
  });

  it('keeps out who is not signed in, except where the field is public', async () => {
    const schema = enforceRequirements(declare(buildSchema(SDL), { greeting: 'public', rename: 'tenants.manage' }));
    expect(await codeOf(schema, '{ greeting }')).toBeUndefined();
    expect(await codeOf(schema, 'mutation { rename(name: "x") }')).toBe('UNAUTHENTICATED');
  });

  it('lets no text through that the database cannot hold', async () => {
    const schema = enforceRequirements(declare(buildSchema(SDL), { greeting: 'public', rename: 'public' }));
    expect(await codeOf(schema, '{ greeting(name: "a\\u0000b") }')).toBe('BAD_USER_INPUT');
    const byVariable = 'query q($name: String) { greeting(name: $name) }';
    expect(await codeOf(schema, byVariable, { name: '\uD800 alone' })).toBe('BAD_USER_INPUT');
    expect(await codeOf(schema, '{ greeting(name: "grün 🌍") }')).toBeUndefined();
  });
});
