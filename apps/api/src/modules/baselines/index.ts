export { BaselinesModule, BaselinesServerModule } from './baselines.module.js';
