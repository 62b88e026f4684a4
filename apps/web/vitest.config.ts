import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.js';

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      environment: 'jsdom',
      include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
      setupFiles: ['test/browser.setup.ts'],
      restoreMocks: true,
    },
  }),
);
