import { build } from 'esbuild';
import { expect, it } from 'vitest';

// Kilobytes as esbuild counts them: 1 024 bytes.
it('takes at most 30 kB with one operation, minified, everything included', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createApi, openOnlineSession } from './src/index.js'; globalThis.use = [createApi, openOnlineSession];`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  expect(outputFiles[0]?.contents.byteLength).toBeLessThanOrEqual(30 * 1_024);
});
