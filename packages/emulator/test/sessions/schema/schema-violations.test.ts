import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/start-emulator.js';
import { accessToken, call, clockFrom, context } from '../../support.js';
import { finalStatus, sendBatch, zip } from '../batch/support.js';
import { postInvoice } from '../send-online.js';
import { attachment, invoiceXml, sellerNip } from '../support.js';
import { type Document, documentOf, documents, haveTemplates } from './documents.js';
import { faViolations, pefViolations, type Violation } from './violations.js';

const clock = clockFrom('2026-11-24T10:00:00Z');
let emulator: Emulator;
let bearer: string;
beforeAll(async () => {
  emulator = await startEmulator({ clock });
  bearer = await accessToken(emulator);
});
afterAll(() => emulator.close());

const statusOf = async (xml: string, form?: object, on: Emulator = emulator, token = bearer) =>
  (await call(on, 'GET', await postInvoice(on, token, xml, {}, form), { bearer: token })).body.status;

function violationsOf({ form }: Document): readonly Violation[] {
  if (form.value === 'PEF') return pefViolations(form.systemCode === 'PEF (3)' ? 'Invoice' : 'CreditNote');
  return faViolations(form.value === 'FA_RR' ? 'FakturaRR' : 'Fa');
}

it('is tested with the context of the invoices', () => expect(context.value).toBe(sellerNip));

describe.skipIf(!haveTemplates)('a document', () => {
  describe.each(documents)('of $form.systemCode', (document) => {
    it('that is valid is taken', async () => {
      expect(
        await statusOf(documentOf(document, `S/${document.form.systemCode}`), document.form),
      ).toMatchObject({ code: 200 });
    });

    it.each(violationsOf(document))('with $name is refused with 450 naming it', async ({ change, names }) => {
      const valid = documentOf(document, 'S/2');
      const changed = change(valid);
      expect(changed).not.toBe(valid);
      const { code, details } = await statusOf(changed, document.form);
      expect({ code, details }).toEqual({ code: 450, details: expect.any(Array) });
      expect(details.join('\n')).toContain(names);
    });
  });
});

describe('an invoice that violates the schema', () => {
  const wrongRate = (number: string) =>
    invoiceXml(number).replace(
      '</RodzajFaktury>',
      '</RodzajFaktury><FaWiersz><NrWierszaFa>1</NrWierszaFa><P_12>99</P_12></FaWiersz>',
    );

  it('is told of in the words of KSeF', async () => {
    const namespace = 'http://crd.gov.pl/wzor/2025/06/25/13775/';
    expect((await statusOf(wrongRate('W/1'))).details).toEqual([
      `The '${namespace}:P_12' element is invalid - The value '99' is invalid - The Enumeration constraint failed.`,
    ]);
    expect((await statusOf(invoiceXml('W/2').replace('<P_23>2</P_23>', ''))).details).toEqual([
      `The element 'Adnotacje' in namespace '${namespace}' has invalid child element 'PMarzy' in namespace '${namespace}'. List of possible elements expected: 'P_23' in namespace '${namespace}'.`,
    ]);
  });

  it('is refused in a batch too, where it does not hold the others up', async () => {
    const xmls = ['B/1', 'B/2', 'B/3'].map((number) => invoiceXml(number, { extra: '' }));
    const files = [
      ...xmls,
      wrongRate('B/4'),
      invoiceXml('B/5', { extra: attachment.replace('ZKlucz', 'X') }),
    ];
    const reference = await sendBatch(
      emulator,
      bearer,
      await zip(files.map((xml, index) => ({ name: `${index}.xml`, xml }))),
    );
    expect(await finalStatus(emulator, bearer, reference)).toMatchObject({
      successfulInvoiceCount: 3,
      failedInvoiceCount: 2,
    });
    const { body } = await call(emulator, 'GET', `/sessions/${reference}/invoices/failed`, { bearer });
    expect(body.invoices.map((one: { status: { code: number } }) => one.status.code)).toEqual([450, 450]);
    expect(body.invoices[0].status.details.join()).toContain('P_12');
  });

  it('is taken where the emulator is not to validate', async () => {
    const lax = await startEmulator({ clock, schema: 'off' });
    try {
      expect((await statusOf(wrongRate('L/1'), undefined, lax, await accessToken(lax))).code).toBe(200);
    } finally {
      await lax.close();
    }
  });

  it('is refused by the namespace of a draft', async () => {
    const draft = invoiceXml('D/1').replace('2025/06/25/13775', '2025/02/14/02141');
    const { code, details } = await statusOf(draft);
    expect(code).toBe(450);
    expect(details.join()).toContain('http://crd.gov.pl/wzor/2025/02/14/02141/');
  });
});

describe('a NIP with a wrong checksum', () => {
  const party = (identity: string, more = '') =>
    `<DaneIdentyfikacyjne>${identity}<Nazwa>X</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>X</AdresL1></Adres>${more}`;
  const before = (element: string) => (xml: string) => xml.replace('<Fa>', `${element}<Fa>`);

  it.each([
    ['the buyer', (xml: string) => xml.replace('1111111111', '1111111112')],
    ['a third party', before(`<Podmiot3>${party('<NIP>1111111112</NIP>', '<Rola>2</Rola>')}</Podmiot3>`)],
    [
      'an internal identifier',
      before(`<Podmiot3>${party('<IDWew>1111111112-00001</IDWew>', '<Rola>8</Rola>')}</Podmiot3>`),
    ],
    [
      'an authorized party',
      before(
        `<PodmiotUpowazniony>${party('<NIP>1111111112</NIP>', '<RolaPU>3</RolaPU>')}</PodmiotUpowazniony>`,
      ),
    ],
  ])('of %s is refused where nipChecksums is always, and by default taken', async (who, change) => {
    const strict = await startEmulator({ clock, nipChecksums: 'always' });
    try {
      const token = await accessToken(strict);
      const refused = await statusOf(change(invoiceXml(`N/${who}`)), undefined, strict, token);
      expect(refused).toMatchObject({ code: 450, details: [expect.stringContaining('1111111112')] });
      expect((await statusOf(invoiceXml('N/right'), undefined, strict, token)).code).toBe(200);
    } finally {
      await strict.close();
    }
    expect((await statusOf(change(invoiceXml(`N/${who}`)))).code).toBe(200);
  });
});
