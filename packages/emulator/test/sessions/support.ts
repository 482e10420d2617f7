import {
  constants,
  createCipheriv,
  createHash,
  publicEncrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import Fastify from 'fastify';
import { Callers } from '../../src/access/callers.js';
import type { Principal } from '../../src/access/principal.js';
import { Problem } from '../../src/http/problem.js';
import { validateBodies } from '../../src/http/validate-bodies.js';
import { EmulatorKernel } from '../../src/kernel/emulator-kernel.js';
import { openReceivingArea } from '../../src/receiving/receiving-area.js';
import { openSessionsArea } from '../../src/sessions/sessions-area.js';

export const sellerNip = '5265877635';
export const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const fa3 = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };

/** What tests change while an area runs. */
interface AreaState {
  now: number;
  context: ContextIdentifier;
  permissions: readonly string[];
}

/** Everybody who calls is logged in as the state says. */
class FixedCaller extends Callers {
  readonly #state: AreaState;

  constructor(kernel: EmulatorKernel, state: AreaState) {
    super(kernel);
    this.#state = state;
  }

  override authenticate(): Principal {
    const { context, permissions } = this.#state;
    const subject = { type: 'Nip', value: context.value } as const;
    return { context, subject, permissions, authReferenceNumber: '20261124-AU-0000000000-0000000000-00' };
  }
}

/** A small server with only the areas of sessions and receiving, without logins. */
export async function startArea() {
  const state: AreaState = {
    now: Date.parse('2026-11-24T10:00:00Z'),
    context: { type: 'Nip', value: sellerNip },
    permissions: ['InvoiceWrite', 'InvoiceRead'],
  };
  const kernel = new EmulatorKernel({ clock: { now: () => state.now } });
  kernel.setOrigin('http://127.0.0.1');
  await kernel.keys.prepare();
  const callers = new FixedCaller(kernel, state);
  const app = Fastify();
  app.addHook('preHandler', async () => kernel.catchUp());
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Problem)) return reply.code(500).send({ message: String(error) });
    return reply
      .code(error.status)
      .send({ code: error.code, details: error.details, reasonCode: error.reasonCode });
  });
  validateBodies(app);
  const sessions = openSessionsArea(kernel, callers);
  sessions.addRoutes(app);
  openReceivingArea({ kernel, callers, invoices: sessions.store.invoices }).addRoutes(app);

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
      encryptedSymmetricKey: encryptKey(kernel, keyBytes),
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

function encryptKey(kernel: EmulatorKernel, key: Uint8Array): string {
  const shown = kernel.keys.ring.list().find(({ usage }) => String(usage) === 'SymmetricKeyEncryption');
  const certificate = new X509Certificate(Buffer.from(String(shown?.certificate), 'base64'));
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key: certificate.publicKey, padding, oaepHash: 'sha256' }, key).toString('base64');
}

/** An attachment for `extra`. */
export const attachment =
  '<Zalacznik><BlokDanych><MetaDane><ZKlucz>a</ZKlucz><ZWartosc>b</ZWartosc></MetaDane></BlokDanych></Zalacznik>';

/** The smallest FA (3) that the schema allows. */
export function invoiceXml(
  number: string,
  { nip = sellerNip, day = '2026-11-24', kind = 'VAT', extra = '' } = {},
): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>2026-11-24T09:00:00Z</DataWytworzeniaFa></Naglowek><Podmiot1><DaneIdentyfikacyjne><NIP>${nip}</NIP><Nazwa>Sprzedawca</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>Warszawa</AdresL1></Adres></Podmiot1><Podmiot2><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>Nabywca</Nazwa></DaneIdentyfikacyjne><JST>2</JST><GV>2</GV></Podmiot2><Fa><KodWaluty>PLN</KodWaluty><P_1>${day}</P_1><P_2>${number}</P_2><P_15>123.00</P_15><Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje><RodzajFaktury>${kind}</RodzajFaktury></Fa>${extra}</Faktura>`;
}
