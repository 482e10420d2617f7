import { environments } from '@ksef/core';
import { expect, it } from 'vitest';
import { offlineSigner } from '../src/certificate.js';
import { qrSvg } from '../src/image.js';
import { invoiceLinkOf } from '../src/invoice.js';

it('refuses unknown options by name', async () => {
  expect(() => qrSvg('x', { modulesize: 3 } as never)).toThrow(/Did you mean "moduleSize"/);
  expect(() => offlineSigner({} as never, { ecdsaformat: 'der' } as never)).toThrow(
    /Did you mean "ecdsaFormat"/,
  );
  expect(() => offlineSigner({} as never)).toThrow(/signer must be a signer/);
  await expect(invoiceLinkOf('<a/>', { enviroment: environments.test } as never)).rejects.toThrow(
    /Did you mean "environment"/,
  );
});
