import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { INTERNAL_MESSAGE } from '../http/error-answers.js';
import { PublicError } from './errors.js';

// Codes that Apollo gives to documents and variables that do not fit the schema: the caller's to correct.
const CALLERS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** What was thrown behind an error of the execution. */
export function originOf(error: unknown): unknown {
  let origin = error;
  while (!(origin instanceof PublicError) && (origin as GraphQLError | undefined)?.originalError) {
    origin = (origin as GraphQLError).originalError;
  }
  return origin;
}

/** Whether an error may be told as it is: our own public ones, and what the caller wrote that the schema does not know. */
export function isExpected(error: unknown): boolean {
  if (originOf(error) instanceof PublicError) return true;
  return isCallers(error) && !(originOf(error) !== error && originOf(error) instanceof Error);
}

const isCallers = (error: unknown) =>
  CALLERS.has(String((error as GraphQLFormattedError | undefined)?.extensions?.['code']));

/** An error as it leaves the process, over HTTP and sockets alike: a code of the closed list, never a fault's own words. */
export function publicFormOf(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const origin = originOf(error);
  if (origin instanceof PublicError) return { message: origin.message, ...place, extensions: { ...origin.extensions } };
  // A document of the socket server fails its validation without any code; it has no path, for nothing was executed.
  if (isCallers(formatted))
    return { message: toldToCaller(formatted), ...place, extensions: { code: 'BAD_USER_INPUT' } };
  return { message: INTERNAL_MESSAGE, ...place, extensions: { code: 'INTERNAL' } };
}

// A document that is nested beyond what the parser can follow ends it with words about its own memory.
const toldToCaller = ({ message }: GraphQLFormattedError) =>
  message.includes('call stack') ? 'This document is nested too deeply.' : message;
