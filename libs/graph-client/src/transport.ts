import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Agent, request as send, type Dispatcher } from 'undici';
import { z } from 'zod';
import { guardedLookup, isLoopbackAddress, isPublicAddress } from './address.js';
import type { GraphEndpoint } from './cloud.js';
import type { FailureDetail, FailureReason } from './failure.js';

const unzip = promisify(gunzip);

export interface TransportLimits {
  /** From the first byte sent to the last byte received, in milliseconds. */
  readonly timeoutMs: number;
  /** Size of one answer, unpacked, in bytes. */
  readonly maxAnswerBytes: number;
}

export const DEFAULT_TRANSPORT_LIMITS: TransportLimits = { timeoutMs: 60_000, maxAnswerBytes: 64 * 1024 * 1024 };

export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** An answer arrived whole. Whether it is of any use is decided elsewhere. */
export interface Arrived {
  readonly kind: 'arrived';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** No whole answer arrived. */
export interface Lost {
  readonly kind: 'lost';
  readonly reason: Extract<FailureReason, 'timed_out' | 'provider_error' | 'provider_unreachable' | 'malformed_answer'>;
  readonly detail?: FailureDetail;
  readonly isWorthRetrying: boolean;
}

export type Delivery = Arrived | Lost;

export type Transport = (outgoing: Outgoing) => Promise<Delivery>;

const agents: Partial<Record<GraphEndpoint['reach'], Dispatcher>> = {};

/** The process's connections to public hosts, or to this machine's own: a host name may only lead to such an address. */
export function guardedAgent(reach: GraphEndpoint['reach']): Dispatcher {
  return (agents[reach] ??= new Agent({
    connect: { lookup: guardedLookup(reach === 'loopback' ? isLoopbackAddress : isPublicAddress), timeout: 10_000 },
  }));
}

/** Sends one request and reads its whole answer, within bounds. Follows no redirect. Rejects only when aborted. */
export function createTransport(dispatcher: Dispatcher, limits: TransportLimits): Transport {
  return async (outgoing) => {
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const signal = outgoing.signal ? AbortSignal.any([outgoing.signal, timeout]) : timeout;
    try {
      outgoing.signal?.throwIfAborted();
      const { statusCode, headers, body } = await send(outgoing.url, {
        method: outgoing.method,
        headers: { ...outgoing.headers, accept: 'application/json', 'accept-encoding': 'gzip' },
        body: outgoing.body,
        dispatcher,
        signal,
      });
      const packed = await readBounded(body, limits.maxAnswerBytes);
      const flat = flatten(headers);
      const bytes = flat['content-encoding'] === 'gzip' ? await unpack(packed, limits.maxAnswerBytes) : packed;
      return { kind: 'arrived', status: statusCode, headers: flat, text: bytes.toString('utf8') };
    } catch (error) {
      outgoing.signal?.throwIfAborted();
      return timeout.aborted ? { kind: 'lost', reason: 'timed_out', isWorthRetrying: true } : whyLost(error);
    }
  };
}

class AnswerTooLarge extends Error {}

async function readBounded(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the stream, and with it the connection.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

async function unpack(packed: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await unzip(packed, { maxOutputLength: maxBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw new AnswerTooLarge();
    throw error;
  }
}

function whyLost(error: unknown): Lost {
  if (error instanceof AnswerTooLarge) {
    return { kind: 'lost', reason: 'malformed_answer', detail: 'too_large', isWorthRetrying: false };
  }
  const code = codeOf(error);
  if (code === 'ERR_ADDRESS_REFUSED') {
    return { kind: 'lost', reason: 'provider_unreachable', detail: 'address_refused', isWorthRetrying: false };
  }
  if (code.startsWith('Z_')) {
    return { kind: 'lost', reason: 'malformed_answer', detail: 'unexpected_shape', isWorthRetrying: true };
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { kind: 'lost', reason: 'timed_out', isWorthRetrying: true };
  }
  // A connection that broke off is the provider's trouble with this request; one that never came to be is everyone's.
  const brokeOff = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'].includes(code);
  if (brokeOff || code.startsWith('HPE_')) {
    return { kind: 'lost', reason: 'provider_error', detail: 'connection_lost', isWorthRetrying: true };
  }
  return { kind: 'lost', reason: 'provider_unreachable', isWorthRetrying: true };
}

/** The code of an error or of what caused it. Not by `instanceof`: errors of Node's own modules may be of another realm. */
function codeOf(error: unknown): string {
  const { code, errors, cause } = causes.catch({}).parse(error);
  if (code !== undefined) return code;
  return errors?.[0] === undefined && cause === undefined ? '' : codeOf(errors?.[0] ?? cause);
}

const causes = z.object({
  code: z.string().optional(),
  errors: z.array(z.unknown()).optional(),
  cause: z.unknown().optional(),
});

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
