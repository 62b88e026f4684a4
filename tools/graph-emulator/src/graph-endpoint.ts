import { badRequest, invalidToken, notFound, type Answer } from './answer.js';
import { answerBatch, type BatchPart } from './batch.js';
import { answerOf } from './fault-answer.js';
import type { Fault } from './fault.js';
import { read } from './reading.js';
import { canHappen, resourceAt } from './resource.js';
import type { ServedTenant } from './served-tenant.js';
import type { Authentication, Tokens } from './tokens.js';

/** A request to the API, its path below the version and without the query. */
export interface GraphRequest {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  /** Where the API version begins: `http://127.0.0.1:4000/beta`. */
  readonly root: string;
  readonly body: string;
}

/** What to send, and what is to go wrong while it is sent. */
export interface Reply {
  readonly answer: Answer;
  readonly faults: readonly Fault[];
}

/** Whom a bearer belongs to, or the answer that says why nobody. */
export function tenantOf(
  authentication: Authentication,
  tenants: ReadonlyMap<string, ServedTenant>,
): { readonly served: ServedTenant; readonly roles: readonly string[] } | Answer {
  if ('refused' in authentication) {
    return invalidToken(
      authentication.refused === 'absent'
        ? 'Access token is empty.'
        : 'Lifetime validation failed, the token is expired.',
    );
  }
  const served = tenants.get(authentication.tenantId);
  if (served === undefined) return invalidToken('Access token validation failure.');
  return { served, roles: authentication.roles };
}

/** Answers one request to the API, `$batch` included. */
export function reply(request: GraphRequest, served: ServedTenant, roles: readonly string[], tokens: Tokens): Reply {
  const answerOne = (one: GraphRequest, of: 'request' | 'batch_part'): Reply => {
    const resource = resourceAt(one.path);
    const asked = { resource, hasCursor: one.parameters.has('$skiptoken'), of };
    const faults = served.plan.next({ path: one.path, of, possible: (kind) => canHappen(kind, asked) });
    if (faults.some(({ kind }) => kind === 'expire_tokens')) tokens.expire(served.tenant.tenantId);
    const answer = firstOf(faults) ?? answerTruly(one, faults);
    served.log.add({
      at: Date.now(),
      method: one.method,
      path: one.path,
      query: one.parameters.toString(),
      of,
      status: answer.status,
      faults: faults.map(({ kind }) => kind),
    });
    return { answer, faults };
  };
  const answerTruly = (one: GraphRequest, faults: readonly Fault[]): Answer => {
    if (one.path === '$batch' && one.method === 'POST') {
      return answerBatch(one.body, (part) => answerOne(partOf(one, part), 'batch_part').answer);
    }
    if (one.method !== 'GET') return badRequest('This tenant can only be read.');
    const resource = resourceAt(one.path);
    if (resource === undefined) return notFound(one.path);
    return read(resource, {
      tenant: served.tenant,
      content: served.content,
      roles,
      root: one.root,
      address: `${one.root}/${one.path}`,
      parameters: one.parameters,
      twists: new Set(faults.map(({ kind }) => kind)),
    });
  };
  return answerOne(request, 'request');
}

function firstOf(faults: readonly Fault[]): Answer | undefined {
  for (const fault of faults) {
    const answer = answerOf(fault);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function partOf(batch: GraphRequest, part: BatchPart): GraphRequest {
  const [path = '', query = ''] = part.url.replace(/^\/+/, '').split('?', 2);
  return {
    method: part.method,
    path: decoded(path),
    parameters: new URLSearchParams(query),
    root: batch.root,
    body: '',
  };
}

/** A path as it was meant; left as it is where its escapes are broken, and then found nowhere. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
