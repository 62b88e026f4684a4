import { resolve } from 'node:path';

/** The workspace's root folder. */
export const ROOT = resolve(import.meta.dirname, '../../..');
