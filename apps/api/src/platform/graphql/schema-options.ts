import type { BuildSchemaOptions } from '@nestjs/graphql';
import { GraphQLDateTime } from 'graphql-scalars';

/** How the schema is made from the code; the same for the running server and for the committed schema.graphql. */
export const SCHEMA_OPTIONS: BuildSchemaOptions = {
  dateScalarMode: 'isoDate',
  // Strict: what is no time in RFC 3339 is the caller's to correct, and is never taken for another time.
  scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
  noDuplicatedFields: true,
};
