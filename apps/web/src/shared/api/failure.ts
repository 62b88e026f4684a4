import type { CombinedError } from '@urql/core';

/** What kind of thing went wrong, as far as it changes what an operator should do. */
export type FailureKind = 'signedOut' | 'denied' | 'notFound' | 'invalid' | 'busy' | 'offline' | 'broken';

export interface Failure {
  kind: FailureKind;
  /** The capability that is missing, where the server named it. */
  capability: string | null;
  /** What support needs to find the request again. */
  correlationId: string | null;
}

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  UNAUTHENTICATED: 'signedOut',
  FORBIDDEN: 'denied',
  NOT_FOUND: 'notFound',
  BAD_USER_INPUT: 'invalid',
  CONFLICT: 'invalid',
  RATE_LIMITED: 'busy',
  UNAVAILABLE: 'busy',
};

/** Reads a failed request; null where nothing failed. */
export function failureOf(error: CombinedError | undefined): Failure | null {
  if (!error) return null;
  const correlationId = correlationIdOf(error.response);
  const extensions = error.graphQLErrors[0]?.extensions;
  if (!extensions) return { kind: error.networkError ? 'offline' : 'broken', capability: null, correlationId };
  const capability = typeof extensions.capability === 'string' ? extensions.capability : null;
  return { kind: KIND_OF_CODE[String(extensions.code)] ?? 'broken', capability, correlationId };
}

function correlationIdOf(response: unknown): string | null {
  return response instanceof Response ? response.headers.get('x-correlation-id') : null;
}
