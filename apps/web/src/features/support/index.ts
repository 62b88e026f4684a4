export { useSupportDiagnostics } from './useSupportDiagnostics.js';
