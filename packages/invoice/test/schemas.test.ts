import { beforeAll, describe, expect, it } from 'vitest';
import { generateSchemas } from './support/generate-schemas.js';

// To write them again: vitest run test/schemas.test.ts -u
describe('the published JSON Schemas', () => {
  let generated: ReturnType<typeof generateSchemas>;
  beforeAll(() => {
    generated = generateSchemas();
  }, 120_000);

  it('describe the types of today', async () => {
    await expect(generated.invoice).toMatchFileSnapshot('../schema/invoice.json');
    await expect(generated.rrInvoice).toMatchFileSnapshot('../schema/rr-invoice.json');
  });

  it('are what data are checked by', async () => {
    await expect(generated.shapes).toMatchFileSnapshot('../src/generated/shapes.ts');
  });
});
