// Node reads no decorators by itself: the sources are compiled on the way in, as the tests' own transform does it.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import options from '../../../../swc.json' with { type: 'json' };

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !specifier.endsWith('.js')) throw error;
      return next(specifier.replace(/\.js$/, '.ts'), context);
    }
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const { code } = transformSync(readFileSync(fileURLToPath(url), 'utf8'), {
      ...options,
      swcrc: false,
      configFile: false,
      filename: fileURLToPath(url),
    });
    return { format: 'module', shortCircuit: true, source: code };
  },
});

await import('./halting-worker.ts');
