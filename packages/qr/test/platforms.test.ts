import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { environments } from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import { bundle, dumpDom } from '@ksef-tools/testing/browser';
import { describe, expect, it } from 'vitest';
import { verifyCertificateLink } from '../src/certificate.js';
import { qrSvg } from '../src/image.js';
import { invoiceLinkOf } from '../src/invoice.js';
import { type Codes, codesProgram } from './support/codes-program.js';
import { makeCertificate } from './support/test-signer.js';
import { decode } from './support/zbarimg.js';

const invoice = readFileSync(new URL('../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');

describe.skipIf(!hasTools('openssl', 'zbarimg'))('the codes of an invoice', () => {
  const certificate = makeCertificate();
  const input = JSON.stringify({
    certificate: Buffer.from(certificate.der).toString('base64'),
    pkcs8: createPrivateKey(certificate.keyPem).export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    invoice,
  });

  it('are made where there are only web globals, as on edge runtimes', async () => {
    const { Blob, CompressionStream, Response, TextDecoder, TextEncoder, URL, atob, btoa, crypto } =
      globalThis;
    const web = { Blob, CompressionStream, Response, TextDecoder, TextEncoder, URL, atob, btoa, crypto };
    const context = createContext(web);
    runInContext(await bundle(codesProgram, 'iife'), context);
    await check(await runInContext(`codes(${input})`, context));
  });

  it.skipIf(!hasTools('chromium'))('are made in a browser', { timeout: 120_000 }, async () => {
    const program = (await bundle(codesProgram, 'iife')).replaceAll('</script', '<\\/script');
    const dom = await dumpDom(
      `<meta charset="utf-8"><script>${program}</script><script>
        codes(${input.replaceAll('<', '\\u003c')})
          .catch((error) => JSON.stringify(String(error)))
          .then((json) => (document.body.textContent = encodeURIComponent(json)));
      </script>`,
    );
    await check(decodeURIComponent(/<body>([^<]*)<\/body>/.exec(dom)?.[1] ?? dom));
  });

  async function check(json: string): Promise<void> {
    const { invoiceLink, certificateLink, verdict, svg, png } = JSON.parse(json) as Codes;
    expect(verdict).toEqual({ isValid: true });
    expect(invoiceLink).toBe(await invoiceLinkOf(invoice, { environment: environments.test }));
    const file = new TextEncoder().encode(invoice);
    expect(
      await verifyCertificateLink(certificateLink, { certificate: certificate.der, invoice: file }),
    ).toEqual({
      isValid: true,
    });
    expect(svg).toBe(qrSvg(invoiceLink, { label: 'OFFLINE' }));
    expect(await decode(Buffer.from(png, 'base64'))).toEqual([certificateLink]);
  }
});

describe('the package', () => {
  it.each(['index', 'certificate', 'image', 'invoice'])(
    'gives CommonJS programs the same %s',
    async (entry) => {
      const require = createRequire(import.meta.url);
      const esm = Object.keys(await import(`../dist/${entry}.js`)).sort();
      expect(esm.length).toBeGreaterThan(0);
      expect(Object.keys(require(`../dist/${entry}.cjs`)).sort()).toEqual(esm);
    },
  );

  it('draws the same code from CommonJS', () => {
    const { qrSvg: required } = createRequire(import.meta.url)('../dist/image.cjs');
    expect(required('https://example.com', { label: 'OFFLINE' })).toBe(
      qrSvg('https://example.com', { label: 'OFFLINE' }),
    );
  });
});
