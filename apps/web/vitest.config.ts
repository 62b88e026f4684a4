import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.js';

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      // A spec that mounts something asks for a browser in its first line.
      environment: 'node',
      include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
      setupFiles: ['test/browser.setup.ts'],
      restoreMocks: true,
    },
  }),
);
