import { defaultServerConditions } from 'vite';
import { defineConfig, mergeConfig } from 'vitest/config';
import viteConfig from './vite.config.js';

export default mergeConfig(
  viteConfig,
  defineConfig({
    // Without a browser Vite resolves as a server would; the libraries are read from their sources there too.
    ssr: { resolve: { conditions: ['@tenantatlas/source', ...defaultServerConditions] } },
    test: {
      // A spec that mounts something asks for a browser in its first line.
      environment: 'node',
      include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
      setupFiles: ['test/browser.setup.ts'],
      restoreMocks: true,
    },
  }),
);
