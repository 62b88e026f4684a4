import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { buildSchema, schemaText } from './schema-text.js';

/** Writes schema.graphql anew; a test fails as long as it is not what the code says. */
await writeFile(new URL('../schema.graphql', import.meta.url), schemaText(await buildSchema()));
