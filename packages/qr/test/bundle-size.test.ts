import { bundle } from '@ksef-tools/testing/browser';
import { expect, it } from 'vitest';

const sizeOf = async (program: string) => Buffer.byteLength(await bundle(program));

it('takes at most 4 000 bytes for all of the links, minified, with what it needs of @ksef/core', async () => {
  expect(
    await sizeOf(`import * as links from './src/index.js'; globalThis.use = links;`),
  ).toBeLessThanOrEqual(4_000);
});

it('takes at most 30 000 bytes with signers, verification and images', async () => {
  const program = `
    import * as links from './src/index.js';
    import * as certificate from './src/certificate.js';
    import * as image from './src/image.js';
    globalThis.use = [links, certificate, image];`;
  expect(await sizeOf(program)).toBeLessThanOrEqual(30_000);
});
