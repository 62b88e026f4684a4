import { fastifyCookie } from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from 'fastify';
import type { Logger } from 'pino';
import { isOwnOrigin } from '../access/index.js';
import type { AppConfig } from '../config/index.js';
import { forbiddenOrigin } from '../graphql/errors.js';
import { CORRELATION_HEADER, correlationIdOf } from './correlation.js';
import { answerTo } from './error-answers.js';
import { askedFor } from './pages.js';

const MEBIBYTE = 1024 * 1024;

/** Fastify as we use it: bounded bodies, and one id that names a request in its answer and in the log. */
export function httpAdapter(): FastifyAdapter {
  const options: FastifyServerOptions = {
    bodyLimit: MEBIBYTE,
    genReqId: (request) => correlationIdOf(request.headers[CORRELATION_HEADER]),
    // The router answers malformed addresses before any hook runs.
    frameworkErrors: (error, _request, reply) => {
      const { status, body } = answerTo(error);
      void (reply as FastifyReply).code(status).type('application/json; charset=utf-8').send(body);
    },
  };
  return new FastifyAdapter(options);
}

/** Everything at the door: correlation, headers, origin, cookies, the log of requests and the console's files. */
export async function setUpEdge(app: NestFastifyApplication, config: AppConfig, logger: Logger): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', async (request, reply) => {
    void reply.header(CORRELATION_HEADER, request.id).header('cache-control', 'no-store');
  });
  await server.register(helmet, securityHeaders(config));
  server.addHook('onRequest', async (request) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && !isOwnOrigin(request.headers.origin, request.headers.host, config.PUBLIC_ORIGIN)) {
      throw forbiddenOrigin();
    }
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method, id: correlationId } = request;
    const path = request.routeOptions.url;
    logger.debug(
      { correlationId, method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'Request',
    );
  });
  await server.register(fastifyCookie);
  if (config.WEB_DIST !== undefined) await serveConsole(server, config.WEB_DIST);
}

async function serveConsole(server: FastifyInstance, root: string): Promise<void> {
  await server.register(fastifyStatic, { root, serve: false, preCompressed: true });
  server.get('/*', (request, reply) => {
    const asked = askedFor(new URL(request.url, 'http://localhost').pathname);
    if (asked.kind === 'nothing') {
      reply.callNotFound();
      return reply;
    }
    if (asked.kind === 'page') return reply.sendFile('index.html', { cacheControl: false });
    return asked.immutable
      ? reply.sendFile(asked.path, { maxAge: '365d', immutable: true })
      : reply.sendFile(asked.path, { maxAge: 0 });
  });
}

// The policy that the console was tried under: nothing inline, nothing from elsewhere, Trusted Types on.
function securityHeaders(config: AppConfig) {
  const self = ["'self'"];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        connectSrc: self,
        baseUri: ["'none'"],
        formAction: self,
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['vue'],
      },
    },
    frameguard: { action: 'deny' as const },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: config.PUBLIC_ORIGIN?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  };
}
