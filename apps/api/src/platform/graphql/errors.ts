import { GraphQLError } from 'graphql';

/** The closed list of codes that the public API answers with. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error that may leave the process as it is: a stable code, and a sentence without internals. */
export class PublicError extends GraphQLError {
  constructor(code: ErrorCode, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { code, ...facts } });
  }
}

export const unauthenticated = () => new PublicError('UNAUTHENTICATED', 'Sign in first.');
export const notFound = () => new PublicError('NOT_FOUND', 'There is no such thing, or it is not visible to you.');
export const forbidden = (capability: string) =>
  new PublicError('FORBIDDEN', `This needs the capability ${capability}.`, { capability });
export const forbiddenOrigin = () => new PublicError('FORBIDDEN', 'Requests from other sites are not taken.');
export const badInput = (message: string, field?: string) =>
  new PublicError('BAD_USER_INPUT', message, field === undefined ? {} : { field });
export const conflict = (message: string) => new PublicError('CONFLICT', message);
export const unavailable = () =>
  new PublicError('UNAVAILABLE', 'The service cannot answer right now. Nothing was changed; try again in a moment.');
