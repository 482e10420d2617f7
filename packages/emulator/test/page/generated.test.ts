import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the generated page is made from the folder "page" as it is: npm run page:generate', async () => {
  const { generatedFile, generatePage } = await import('../../page/generate.mjs');
  expect(readFileSync(generatedFile, 'utf8') === (await generatePage())).toBe(true);
});
