export { apiClient, signIn, withToken, type ApiClient, type GraphqlAnswer } from './graphql-client.js';
