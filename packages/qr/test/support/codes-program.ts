/** A program that makes both codes of an invoice with nothing but what the web has, and leaves them in `codes`. */
export const codesProgram = `
  import { environments } from '@ksef/core';
  import { offlineSigner, verifyCertificateLink } from './src/certificate.js';
  import { qrPng, qrSvg } from './src/image.js';
  import { offlineLinksOf } from './src/invoice.js';

  globalThis.codes = async ({ certificate, pkcs8, invoice }) => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const key = await crypto.subtle.importKey('pkcs8', bytesOf(pkcs8), algorithm, false, ['sign']);
    const signer = {
      certificateChain: [bytesOf(certificate)],
      algorithm,
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes)),
    };
    const links = await offlineLinksOf(invoice, { environment: environments.test, signer });
    const verdict = await verifyCertificateLink(links.certificateLink, { certificate: bytesOf(certificate) });
    const png = await qrPng(links.certificateLink, { label: 'CERTYFIKAT' });
    return JSON.stringify({
      ...links,
      verdict,
      svg: qrSvg(links.invoiceLink, { label: 'OFFLINE' }),
      png: btoa(String.fromCharCode(...png)),
    });
  };
`;

/** What {@link codesProgram} gives, as JSON. */
export interface Codes {
  readonly invoiceLink: string;
  readonly certificateLink: string;
  readonly verdict: { readonly isValid: boolean };
  readonly svg: string;
  /** Base64. */
  readonly png: string;
}
