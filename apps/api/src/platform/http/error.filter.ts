import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../observability/index.js';
import { answerTo } from './error-answers.js';

/** Everything thrown outside GraphQL leaves as JSON without internals; GraphQL has its own way of saying it. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<GqlContextType>() === 'graphql') throw error;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = answerTo(error);
    if (status >= 500)
      this.logger.error({ err: error, correlationId: request.id, path: request.routeOptions.url }, 'Request failed');
    if (!reply.sent) void reply.code(status).type('application/json; charset=utf-8').send(body);
  }
}
