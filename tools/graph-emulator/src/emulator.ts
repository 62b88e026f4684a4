import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl, controlOf, type EmulatorControl } from './control.js';
import { deliver } from './delivery.js';
import { decoded, reply, tenantOf } from './graph-endpoint.js';
import { ServedTenant } from './served-tenant.js';
import type { EmulatedTenant } from './tenant.js';
import { Tokens } from './tokens.js';

export interface EmulatorOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  /** Loopback unless said otherwise: whoever reaches the emulator can read every tenant. */
  readonly host?: string;
  readonly tenants: readonly EmulatedTenant[];
}

export interface RunningEmulator {
  /** Serves both the API (`<url>/beta`) and the authority (`<url>/<tenantId>/oauth2/v2.0/token`). */
  readonly url: string;
  readonly control: EmulatorControl;
  /** Ends every connection, those in the middle of an answer too. */
  close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** Serves tenants over HTTP as Microsoft Graph would. Resolves when the port is open. */
export async function startEmulator({
  port = 0,
  host = '127.0.0.1',
  tenants,
}: EmulatorOptions): Promise<RunningEmulator> {
  const served = new Map(tenants.map((tenant) => [tenant.tenantId, new ServedTenant(tenant)]));
  const tokens = new Tokens();
  const control = controlOf(served, tokens);
  const server = createServer((request, response) => {
    answer({ request, response, served, tokens, control }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: opened } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${opened}`,
    control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly served: ReadonlyMap<string, ServedTenant>;
  readonly tokens: Tokens;
  readonly control: EmulatorControl;
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, served, control } = exchange;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const [first = '', ...rest] = url.pathname.split('/').filter((segment) => segment !== '');
  if (first === 'beta' || first === 'v1.0') return graph(exchange, url, first, rest.map(decoded).join('/'), body);
  if (rest.join('/') === 'oauth2/v2.0/token' && request.method === 'POST') return token(exchange, first, body);
  if (first === 'emulator' && isLoopback(request)) {
    const result = answerControl({ method: request.method ?? 'GET', path: rest.join('/'), body }, control, served);
    response.writeHead(result.status, { 'Content-Type': 'application/json' });
    response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
    return;
  }
  response.writeHead(404).end();
}

async function graph(exchange: Exchange, url: URL, version: string, path: string, body: string): Promise<void> {
  const { request, response, served, tokens } = exchange;
  const found = tenantOf(tokens.authenticate(request.headers.authorization), served);
  if (!('served' in found)) return deliver({ answer: found, faults: [] }, 0, response);
  const { log, tenant } = found.served;
  log.opened();
  try {
    const root = `${url.origin}/${version}`;
    const asked = { method: request.method ?? 'GET', path, parameters: url.searchParams, root, body };
    await deliver(reply(asked, found.served, found.roles, tokens), tenant.latencyMs ?? 0, response);
  } finally {
    log.closed();
  }
}

async function token({ request, response, served, tokens }: Exchange, tenantId: string, body: string): Promise<void> {
  const tenant = served.get(tenantId);
  const granted = tokens.grant(tenant?.tenant, new URLSearchParams(body), request.headers.authorization);
  tenant?.log.add({
    at: Date.now(),
    method: 'POST',
    path: 'token',
    query: '',
    of: 'token',
    status: granted.status,
    faults: [],
  });
  await deliver({ answer: granted, faults: [] }, tenant?.tenant.latencyMs ?? 0, response);
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isLoopback({ socket }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
