import { randomUUID } from 'node:crypto';

/** An answer before it goes out: the same for a request of its own and for a part of a `$batch`. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}

/** An error in the form of Graph: a code for programs, a message for people, and the request's own id. */
export function failure(status: number, code: string, message: string, headers: Record<string, string> = {}): Answer {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return { status, headers, body: { error: { code, message, innerError } } };
}

export const forbidden = () =>
  failure(
    403,
    'Forbidden',
    'Application is not authorized to perform this operation. Application must have one of the required scopes.',
  );
export const notFound = (what: string) => failure(404, 'ResourceNotFound', `Resource '${what}' does not exist.`);
export const badRequest = (message: string) => failure(400, 'BadRequest', message);
export const invalidToken = (message: string) => failure(401, 'InvalidAuthenticationToken', message);
