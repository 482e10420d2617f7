import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Kernel } from '../../../src/kernel/kernel.js';
import { permissionsOf } from '../../../src/permissions/records.js';
import { setSessionLimits } from '../../../src/sessions/session-limits.js';
import { subjectsOf } from '../../../src/subjects/company-roles.js';
import { attachment, invoiceXml, sellerNip, sha, startArea } from '../support.js';

let area: Awaited<ReturnType<typeof startArea>>;
let session: string;
beforeEach(async () => {
  area = await startArea();
  session = await area.open();
});
const status = async (xml: string | Uint8Array, changes?: object) =>
  (await area.outcome(session, xml, changes)).status;

/** What a seller lets the session's company do. */
function authorize(kernel: Kernel, seller: string, scope: string): void {
  const by = { type: 'Nip', value: seller } as const;
  permissionsOf(kernel).set(scope, {
    id: scope,
    kind: 'authorization',
    grantedIn: by,
    context: by,
    subject: { type: 'Nip', value: sellerNip },
    scope,
    canDelegate: false,
    description: 'Buyer',
    subjectDetails: { subjectDetailsType: 'EntityByIdentifier' },
    author: by,
    startsAt: 0,
  });
}

describe('an invoice', () => {
  it.each([
    ['broken markup', '<Faktura>'],
    ['a prefix that is bound to no namespace', invoiceXml('1').replace('<Podmiot1>', '<Podmiot1 x:y="1">')],
    ['a name of two colons', invoiceXml('1').replace('</Faktura>', '<a:b:c xmlns:a="urn:a"/></Faktura>')],
    ['an attribute given twice', invoiceXml('1').replace('<Podmiot1>', '<Podmiot1 a="1" a="2">')],
    ['an entity that XML does not have', invoiceXml('1&foo;')],
    ['the end of a CDATA section in text', invoiceXml('1]]>')],
    ['a byte-order mark', `\uFEFF${invoiceXml('1')}`],
    ['another encoding in the prolog', invoiceXml('1').replace('UTF-8', 'ISO-8859-2')],
    ['a DTD', invoiceXml('1').replace('?>', '?><!DOCTYPE Faktura>')],
    ['a processing instruction', invoiceXml('1').replace('<Podmiot1>', '<?x y?><Podmiot1>')],
    ['a discouraged character', invoiceXml('1\u0085\u0086')],
    ['a discouraged character by reference', invoiceXml('1&#x7F;')],
    ['another namespace', invoiceXml('1').replace('13775', '1')],
    ['another form', invoiceXml('1').replace('"FA (3)"', '"FA (2)"')],
    ['a date after today', invoiceXml('1', { day: '2026-11-25' })],
    ['a date that does not exist', invoiceXml('1', { day: '2026-02-30' })],
  ])('with %s is refused with 450', async (_name, xml) => {
    expect(await status(xml)).toMatchObject({ code: 450, details: [expect.any(String)] });
  });

  it('with prefixes instead of a default namespace is taken', async () => {
    const xml = invoiceXml('1')
      .replace('xmlns=', 'xmlns:tns=')
      .replace(/<(\/?)(?=[A-Z])/g, '<$1tns:');
    expect(xml).toContain('<tns:P_2>');
    expect((await status(xml)).code).toBe(200);
  });

  it('without a main element is refused with 450 naming it', async () => {
    const xml = invoiceXml('1').replace('<P_15>123.00</P_15>', '');
    expect((await status(xml)).details).toEqual(["Brak wymaganego elementu 'Fa/P_15'."]);
  });

  it('that differs from its declaration is refused with 430, one that does not decrypt with 435', async () => {
    expect((await status(invoiceXml('1'), { invoiceHash: sha(new Uint8Array(2)) })).code).toBe(430);
    expect((await status(invoiceXml('1'), { invoiceSize: 4 })).code).toBe(430);
    const content = Buffer.alloc(15);
    const changes = {
      encryptedInvoiceContent: content.toString('base64'),
      encryptedInvoiceSize: 15,
      encryptedInvoiceHash: sha(content),
    };
    expect((await status(invoiceXml('1'), changes)).code).toBe(435);
  });

  it('over the size limit is refused with 430', async () => {
    setSessionLimits(area.kernel, { maxInvoiceBytes: 100 });
    expect((await status(invoiceXml('1'))).code).toBe(430);
  });

  it('with an attachment is refused with 415, of another seller with 410', async () => {
    expect((await status(invoiceXml('1', { extra: attachment }))).code).toBe(415);
    expect((await status(invoiceXml('1', { nip: '1234563218' }))).code).toBe(410);
  });

  it('in the name of a seller is taken from whom it authorized, by what the invoice says', async () => {
    const seller = '1234563218';
    const asBuyer = (xml: string) => xml.replace('<NIP>1111111111</NIP>', `<NIP>${sellerNip}</NIP>`);
    const selfInvoiced = (number: string) =>
      asBuyer(invoiceXml(number, { nip: seller })).replace('<P_17>2</P_17>', '<P_17>1</P_17>');
    const represented = (number: string, role: number) =>
      invoiceXml(number, { nip: seller }).replace(
        '<Fa>',
        `<PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>${sellerNip}</NIP><Nazwa>X</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>X</AdresL1></Adres><RolaPU>${role}</RolaPU></PodmiotUpowazniony><Fa>`,
      );
    const code = async (xml: string) => (await status(xml)).code;
    expect(await code(selfInvoiced('1'))).toBe(410);
    expect(await code(represented('2', 3))).toBe(410);

    authorize(area.kernel, seller, 'SelfInvoicing');
    expect(await code(selfInvoiced('3'))).toBe(200);
    // Not for invoices that are no self-invoices, nor of other sellers.
    expect(await code(asBuyer(invoiceXml('4', { nip: seller })))).toBe(410);
    expect(await code(selfInvoiced('5').replace(seller, '7352765225'))).toBe(410);
    expect(await code(represented('6', 3))).toBe(410);
    authorize(area.kernel, seller, 'TaxRepresentative');
    expect(await code(represented('7', 3))).toBe(200);

    expect(await code(represented('8', 1))).toBe(410);
    subjectsOf(area.kernel).set(sellerNip, {
      nip: sellerNip,
      type: 'EnforcementAuthority',
      description: 'Urząd',
      subunits: [],
      createdAt: 0,
    });
    expect(await code(represented('9', 1))).toBe(200);
  });

  it('sent twice is refused with 440 naming the first one, in any session', async () => {
    const first = await area.outcome(session, invoiceXml('1'));
    const other = await area.open();
    expect((await area.outcome(other, invoiceXml('1'))).status).toMatchObject({
      code: 440,
      extensions: { originalKsefNumber: first.ksefNumber, originalSessionReferenceNumber: session },
    });
    expect((await status(invoiceXml('1', { kind: 'KOR' }))).code).toBe(200);
  });

  it('has its NIP checksums checked only when the session asked for it', async () => {
    expect((await status(invoiceXml('1'))).code).toBe(200);
    session = await area.open(undefined, { 'X-KSeF-Feature': 'subject-identifier-validation' });
    expect((await status(invoiceXml('2'))).code).toBe(200);
    expect((await status(invoiceXml('3').replace('1111111111', '1111111112'))).code).toBe(450);
  });

  it('of an earlier day, or declared so, is marked Offline', async () => {
    expect((await area.outcome(session, invoiceXml('1', { day: '2026-11-23' }))).invoicingMode).toBe(
      'Offline',
    );
    expect((await area.outcome(session, invoiceXml('2'), { offlineMode: true })).invoicingMode).toBe(
      'Offline',
    );
    area.state.now = Date.parse('2026-11-24T23:30:00Z');
    session = await area.open();
    expect((await area.outcome(session, invoiceXml('3', { day: '2026-11-25' }))).invoicingMode).toBe(
      'Online',
    );
  });

  it('refused for technical reasons can be corrected technically once', async () => {
    const bad = invoiceXml('1').replace('<P_15>123.00</P_15>', '');
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha(Buffer.from(bad)) };
    expect((await status(bad, { offlineMode: true })).code).toBe(450);
    expect((await area.send(session, invoiceXml('1'), { ...correction, offlineMode: false })).body.code).toBe(
      21405,
    );
    expect((await status(invoiceXml('1'), correction)).code).toBe(200);
    expect((await area.send(session, invoiceXml('1'), correction)).body.code).toBe(21166);
    const good = { offlineMode: true, hashOfCorrectedInvoice: sha(Buffer.from(invoiceXml('1'))) };
    expect((await area.send(session, invoiceXml('1'), good)).body.code).toBe(21167);
  });

  it('is not yet to be downloaded while it is being stored', async () => {
    setSessionLimits(area.kernel, { storageDelayMs: 500 });
    const invoice = await area.outcome(session, invoiceXml('1'));
    expect(invoice.permanentStorageDate).toBeNull();
    expect((await area.call('GET', `/invoices/ksef/${invoice.ksefNumber}`)).body.code).toBe(21165);
    area.state.now += 500;
    expect((await area.call('GET', `/invoices/ksef/${invoice.ksefNumber}`)).status).toBe(200);
  });
});

// The ministry's files are not ours to ship: they are used where they lie beside the checkout.
const templates = join(import.meta.dirname, '../../../../../../shared/ksef/samples/templates');
describe.skipIf(!existsSync(templates))('the ministry’s templates', () => {
  const files = existsSync(templates) ? readdirSync(templates) : [];
  it.each(files)('%s is taken', async (file) => {
    const xml = readFileSync(`${templates}/${file}`, 'utf8')
      // A choice: the schema allows one of them.
      .replace(/<NIP>#nip[12]_podmiot3#<\/NIP>/g, '')
      .replace(/#(nip|supplier_nip|nip_podmiot1)#/g, sellerNip)
      .replace(/#invoice_number#/g, 'FV/1')
      .replace(/#(issue|due)_date#/g, '2026-11-20')
      .replace(/#(buyer_nip|nipOdbiorca|nip[12]_podmiot3|nip_podmiot2)#/g, '1111111111')
      .replace(/#(idwew\d_podmiot3)#/g, '5265877635-12345')
      .replace(/#(iban|buyer_reference|ksef_number)#/g, 'X1');
    const form = xml.includes('CreditNote-2')
      ? ['PEF_KOR (3)', '2-1', 'PEF']
      : xml.includes('Invoice-2')
        ? ['PEF (3)', '2-1', 'PEF']
        : (/kodSystemowy="(.*?)"\s+wersjaSchemy="(.*?)">(.*?)</.exec(xml) ?? []).slice(1);
    session = await area.open({ systemCode: form[0], schemaVersion: form[1], value: form[2] });
    const expected = xml.includes('<Zalacznik>') ? 415 : 200;
    const { code, details } = await status(xml);
    expect(code, String(details)).toBe(expected);
  });
});
