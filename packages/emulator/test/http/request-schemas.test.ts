import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { requestSchemas } from '../../src/generated/request-schemas.js';

it('are JSON schemas, which the emulator does not check again in every process', () => {
  const ajv = new Ajv({ strict: false });
  const invalid = Object.keys(requestSchemas).filter(
    (operation) => ajv.validateSchema(requestSchemas[operation] ?? false) !== true,
  );
  expect(invalid).toEqual([]);
  expect(ajv.validateSchema({ type: 'text' })).toBe(false);
});
