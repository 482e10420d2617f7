import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('takes at most 30 000 bytes with one operation, minified, everything included', async () => {
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
  expect(outputFiles[0]?.contents.byteLength).toBeLessThanOrEqual(30_000);
});
