import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, OperationTypeNode, type ASTVisitor, type ValidationContext } from 'graphql';

/** For HTTP: a subscription has no one answer, so it is refused there with the way that it must take. */
export function socketOnlyRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      context.reportError(
        new GraphQLError('Subscriptions travel over a WebSocket at the same address.', {
          nodes: operation,
          extensions: { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED },
        }),
      );
    },
  };
}
