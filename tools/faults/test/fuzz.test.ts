import { createApi, getSessionStatus } from '@ksef/api';
import { customEnvironment } from '@ksef/core';
import { EncryptionService } from '@ksef/crypto';
import { readInvoice, readUpo } from '@ksef/documents';
import { parseCertificateLink, parseInvoiceLink } from '@ksef/qr';
import { resumeSession } from '@ksef/sessions';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { fuzz, fuzzTimeoutMs } from '../src/fuzz.js';
import { invoiceXml, seller } from '../src/invoice-xml.js';

const environment = customEnvironment({
  name: 'fuzz',
  apiUrl: 'http://127.0.0.1:1/v2',
  qrUrl: 'http://127.0.0.1:1',
});
const receipt =
  '<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"><NumerReferencyjnySesji>a</NumerReferencyjnySesji><Dokument><NumerKSeFDokumentu>1</NumerKSeFDokumentu></Dokument></Potwierdzenie>';
const links = 'https://qr.ksef.mf.gov.pl';
const hash = 'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';

/** A good text with a piece of it replaced, cut out or doubled. */
function damaged(good: string): fc.Arbitrary<string> {
  const put = fc.oneof(fc.string(), fc.constantFrom('<', '&a;', '<!DOCTYPE a>', '\0', ']]>', '%', '/'));
  return fc
    .tuple(fc.nat(good.length), fc.nat(40), put)
    .map(([at, length, text]) => good.slice(0, at) + text + good.slice(at + length));
}

function damagedBytes(good: string): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    damaged(good).map((text) => new TextEncoder().encode(text)),
  );
}

function apiAnswering(answer: () => Response) {
  return createApi({
    environment,
    fetch: async () => answer(),
    retries: 0,
    accessToken: () => 'token',
    context: seller,
  });
}

describe('whatever comes, there is a result or a typed error', { timeout: fuzzTimeoutMs }, () => {
  it('in an invoice', () => fuzz(damagedBytes(invoiceXml('A/1')), (bytes) => readInvoice(bytes)));

  it('in a receipt', () => fuzz(damagedBytes(receipt), (bytes) => readUpo(bytes)));

  it('in an answer of the API', () => {
    const answer = fc.record({
      text: fc.oneof(
        fc.string(),
        fc.json(),
        damaged('{"title":"a","status":400,"errors":[{"code":21405,"description":"a","details":["b"]}]}'),
        damaged('{"exception":{"exceptionDetailList":[{"exceptionCode":1,"details":null}]}}'),
      ),
      status: fc.constantFrom(200, 201, 400, 401, 403, 404, 410, 429, 500, 502),
      type: fc.constantFrom('application/json', 'application/problem+json', 'text/html', ''),
      retryAfter: fc.constantFrom('1', '-1', '1e99', 'x', '', 'Thu, 01 Jan 1970 00:00:00 GMT'),
    });
    return fuzz(answer, ({ text, status, type, retryAfter }) => {
      const headers = { 'content-type': type, 'retry-after': retryAfter };
      const api = apiAnswering(() => new Response(text, { status, headers }));
      return getSessionStatus(api, { referenceNumber: '20260201-SO-2F0B8E5000-9C1F1E2D3A-5B' });
    });
  });

  it('in a public key of KSeF', () => {
    const key = fc.record({
      certificate: fc.oneof(fc.base64String({ maxLength: 600 }), fc.string()),
      validTo: fc.oneof(fc.constant('2099-01-01T00:00:00+00:00'), fc.string()),
    });
    return fuzz(key, (one) => {
      const rest = { publicKeyId: 'a', validFrom: '2020-01-01T00:00:00Z', usage: ['SymmetricKeyEncryption'] };
      const source = { listPublicKeys: async () => [{ ...rest, ...one }] };
      return new EncryptionService({ source }).encryptSymmetricKey(new Uint8Array(32));
    });
  });

  it('in a sealed session', () => {
    const api = apiAnswering(() => new Response());
    const sealed = fc.oneof(
      fc.string(),
      fc.tuple(fc.base64String(), fc.base64String()).map((two) => two.join('.')),
    );
    return fuzz(sealed, (text) => resumeSession(api, text, new Uint8Array(32)));
  });

  it('in a verification link', async () => {
    const invoice = damaged(`${links}/invoice/5251230007/01-02-2026/${hash}`);
    await fuzz(fc.oneof(fc.string(), invoice), (link) => parseInvoiceLink(link));
    const certificate = damaged(`${links}/certificate/Nip/5251230007/5251230007/01F20A5D352AE590/${hash}/AA`);
    await fuzz(fc.oneof(fc.string(), certificate), (link) => parseCertificateLink(link));
  });
});
