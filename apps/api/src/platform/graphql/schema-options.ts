import type { BuildSchemaOptions } from '@nestjs/graphql';

/** How the schema is made from the code; the same for the running server and for the committed schema.graphql. */
export const SCHEMA_OPTIONS: BuildSchemaOptions = { dateScalarMode: 'isoDate', noDuplicatedFields: true };
