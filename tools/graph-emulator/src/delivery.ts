import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './fault.js';
import type { Reply } from './graph-endpoint.js';

const HTML = '<!DOCTYPE html><html><head><title>Gateway</title></head><body>Please try again later.</body></html>';

/** Sends a reply, with whatever is to go wrong on the way. */
export async function deliver({ answer, faults }: Reply, latencyMs: number, response: ServerResponse): Promise<void> {
  const waiting = faults.reduce((sum, fault) => sum + (fault.kind === 'slow' ? fault.ms : 0), latencyMs);
  if (waiting > 0) await pause(waiting);
  const has = (kind: Fault['kind']) => faults.some((fault) => fault.kind === kind);
  if (has('drop_connection')) {
    response.destroy();
    return;
  }
  if (has('html')) {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(HTML);
    return;
  }
  const body = Buffer.from(JSON.stringify(answer.body), 'utf8');
  const half = body.subarray(0, Math.floor(body.length / 2));
  const headers = {
    'Content-Type': 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8',
    'Cache-Control': 'no-store',
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
    Date: new Date().toUTCString(),
    ...answer.headers,
  };
  if (has('reset_in_body')) {
    response.writeHead(answer.status, { ...headers, 'Content-Length': body.length });
    response.write(half, () => response.destroy());
    return;
  }
  const sent = has('truncated_json') ? half : body;
  response.writeHead(answer.status, { ...headers, 'Content-Length': sent.length }).end(sent);
}
