import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { NoSchemaIntrospectionCustomRule, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { PrincipalSource } from '../access/index.js';
import { APP_CONFIG, type AppConfig } from '../config/index.js';
import { preferredLocale } from '../http/accept-language.js';
import { LOGGER } from '../observability/index.js';
import type { RequestContext } from './context.js';
import { isExpected, publicFormOf } from './format-error.js';
import { LIMITS, limitRule, MAX_TOKENS } from './limits.js';
import { requestContext } from './request-context.js';
import { enforceRequirements } from './requirements.js';
import { socketOnlyRule } from './socket-only.js';
import { SCHEMA_OPTIONS } from './schema-options.js';

/** GraphQL over HTTP. The schema comes from the code; everything at its door is closed unless opened here. */
export function graphqlModule(): DynamicModule {
  return GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [APP_CONFIG, PrincipalSource, LOGGER],
    useFactory: (config: AppConfig, principals: PrincipalSource, logger: Logger): ApolloDriverConfig => {
      const open = config.APP_ENV !== 'production';
      return {
        path: '/graphql',
        autoSchemaFile: true,
        buildSchemaOptions: SCHEMA_OPTIONS,
        transformSchema: enforceRequirements,
        context: (request: FastifyRequest) => contextOfRequest(request, principals),
        graphiql: false,
        csrfPrevention: true,
        allowBatchedHttpRequests: false,
        persistedQueries: false,
        // Refused by a rule below, so that the answer is one of ours and not the server library's.
        introspection: true,
        hideSchemaDetailsFromClientErrors: !open,
        includeStacktraceInErrorResponses: false,
        autoTransformHttpErrors: false,
        parseOptions: { maxTokens: MAX_TOKENS },
        validationRules: [limitRule(LIMITS), socketOnlyRule, ...(open ? [] : [NoSchemaIntrospectionCustomRule])],
        formatError: (formatted: GraphQLFormattedError, error: unknown) => publicFormOf(formatted, error),
        plugins: [logUnexpected(logger)],
        stopOnTerminationSignals: false,
      };
    },
  });
}

async function contextOfRequest(request: FastifyRequest, principals: PrincipalSource): Promise<RequestContext> {
  const { cookie, authorization } = request.headers;
  return requestContext({
    principal: await principals.authenticate({ cookie, authorization }),
    origin: { ip: request.ip, correlationId: request.id },
    locale: preferredLocale(request.headers['accept-language']),
  });
}

function logUnexpected(logger: Logger): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors({ errors, contextValue, operationName }) {
          const { correlationId } = contextValue.origin;
          for (const error of errors.filter((one) => !isExpected(one))) {
            logger.error({ err: error.originalError ?? error, correlationId, operationName }, 'A resolver failed');
          }
          return Promise.resolve();
        },
      }),
  };
}
