export { stopTestServices as default } from './src/test-services/services.ts';
