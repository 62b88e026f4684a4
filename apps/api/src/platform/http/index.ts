export { preferredLocale } from './accept-language.js';
export { httpAdapter, setUpEdge } from './edge.js';
export { ErrorFilter } from './error.filter.js';
