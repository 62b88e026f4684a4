import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { AppModule } from './app.module.js';
import { enforceRequirements } from './platform/graphql/requirements.js';
import { SCHEMA_OPTIONS } from './platform/graphql/schema-options.js';

/** The schema that the server serves, made without starting anything. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const builder = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const schema = await builder.get(GraphQLSchemaFactory).create(resolversOf(AppModule), [], SCHEMA_OPTIONS);
  await builder.close();
  return enforceRequirements(schema);
}

/** The text of schema.graphql. Sorted, so that moving code changes nothing in it. */
export function schemaText(schema: GraphQLSchema): string {
  return `# Made from the code by "npm run schema:generate -w @tenantatlas/api"; do not edit.\n\n${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Every resolver that the modules provide, each once. */
function resolversOf(module: unknown, seen = new Set<unknown>()): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const { module: own = module } = module as { module?: unknown };
  if (typeof own !== 'function') return [];
  const declared = (key: string) => (Reflect.getMetadata(key, own) ?? []) as unknown[];
  const resolvers = declared('providers').filter(
    (provider): provider is Type =>
      typeof provider === 'function' && Reflect.hasMetadata('graphql:resolver_type', provider),
  );
  return [...resolvers, ...declared('imports').flatMap((inner) => resolversOf(inner, seen))];
}
