// Jest loads this file as it is, and Node reads the TypeScript behind it without a build.
export { startTestServices as default } from './src/test-services/services.ts';
