import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { ContextIdentifier } from '@ksef/core';
import Fastify from 'fastify';
import { type Collection, type Kernel, Problem } from '../../src/kernel.js';
import { openSessionsArea, registerSessionRoutes } from '../../src/sessions/register.js';

export const sellerNip = '5265877635';
export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const fa3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };

/** A small server with only this area; the "encrypted" key is the key itself, 32 bytes being a good one. */
export function startArea() {
  const state = {
    now: Date.parse('2026-11-24T10:00:00Z'),
    delay: 0,
    context: { type: 'Nip', value: sellerNip } as ContextIdentifier,
    permissions: ['InvoiceWrite', 'InvoiceRead'],
    events: [] as string[],
  };
  const collections = new Map<string, Map<string, unknown>>();
  const blobs = new Map<string, Uint8Array>();
  let counter = 0;
  const timestamp = (ms = state.now) => new Date(ms).toISOString().replace('Z', '+00:00');
  const kernel: Kernel = {
    now: () => state.now,
    timestamp,
    newReferenceNumber: (type) => {
      const serial = (++counter).toString(16).toUpperCase().padStart(10, '0');
      return `20261124-${type}-${serial}-0000000000-00`;
    },
    authenticate: () => ({
      context: state.context,
      authReferenceNumber: '20261124-AU-0000000000-0000000000-00',
      permissions: state.permissions,
    }),
    decryptSymmetricKey: (encrypted) => (encrypted.length === 32 ? encrypted : undefined),
    collection: <T>(name: string) => {
      const known = collections.get(name) ?? new Map<string, unknown>();
      collections.set(name, known);
      return known as unknown as Collection<T>;
    },
    blobs: { put: (key, bytes) => void blobs.set(key, bytes), get: (key) => blobs.get(key) },
    record: (type) => void state.events.push(type),
    processingDelayMs: () => state.delay,
    origin: () => 'http://127.0.0.1',
    presign: (path, ms) => ({
      url: `http://127.0.0.1/_storage/${path}`,
      expiresAt: timestamp(state.now + ms),
    }),
    isPresigned: () => true,
    workFolder: () => tmpdir(),
    signXml: async (xml) => xml,
  };
  const app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Problem)) return reply.code(500).send({ message: String(error) });
    return reply
      .code(error.status)
      .send({ code: error.code, details: error.details, reasonCode: error.reasonCode });
  });
  registerSessionRoutes(app, openSessionsArea(kernel).area);

  const key = randomBytes(32);
  const iv = randomBytes(16);
  const call = async (
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes: answer.rawPayload,
      body: isJson ? answer.json() : undefined,
    };
  };
  const opening = (form: object = fa3, keyBytes: Uint8Array = key) => ({
    formCode: form,
    encryption: {
      encryptedSymmetricKey: Buffer.from(keyBytes).toString('base64'),
      initializationVector: iv.toString('base64'),
    },
  });
  const sending = (xml: string | Uint8Array, changes: object = {}) => {
    const plain = Buffer.from(xml);
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const content = Buffer.concat([cipher.update(plain), cipher.final()]);
    return {
      invoiceHash: sha(plain),
      invoiceSize: plain.length,
      encryptedInvoiceHash: sha(content),
      encryptedInvoiceSize: content.length,
      encryptedInvoiceContent: content.toString('base64'),
      ...changes,
    };
  };
  const open = async (form?: object, headers?: Record<string, string>): Promise<string> =>
    (await call('POST', '/sessions/online', opening(form), headers)).body.referenceNumber;
  const send = (session: string, xml: string | Uint8Array, changes?: object) =>
    call('POST', `/sessions/online/${session}/invoices`, sending(xml, changes));
  const outcome = async (session: string, xml: string | Uint8Array, changes?: object) => {
    const sent = await send(session, xml, changes);
    return (await call('GET', `/sessions/${session}/invoices/${sent.body.referenceNumber}`)).body;
  };
  const close = (session: string) => call('POST', `/sessions/online/${session}/close`);
  return { state, kernel, app, call, opening, sending, open, send, outcome, close };
}

/** The smallest FA (3) that the emulator takes. */
export function invoiceXml(
  number: string,
  { nip = sellerNip, day = '2026-11-24', kind = 'VAT', extra = '' } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>2026-11-24T09:00:00Z</DataWytworzeniaFa></Naglowek><Podmiot1><DaneIdentyfikacyjne><NIP>${nip}</NIP><Nazwa>Sprzedawca</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>Warszawa</AdresL1></Adres></Podmiot1><Podmiot2><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Nabywca</Nazwa></DaneIdentyfikacyjne><JST>2</JST><GV>2</GV></Podmiot2><Fa><KodWaluty>PLN</KodWaluty><P_1>${day}</P_1><P_2>${number}</P_2><P_15>123.00</P_15><Adnotacje><P_16>2</P_16></Adnotacje><RodzajFaktury>${kind}</RodzajFaktury></Fa>${extra}</Faktura>`;
}
