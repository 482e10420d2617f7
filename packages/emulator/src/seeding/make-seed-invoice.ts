import { createCipheriv } from 'node:crypto';
import type { InvoiceSummary } from '../invoices/index.js';
import type { SeedOptions } from './seed-options.js';

/** The file of a seeded invoice, valid by the schema of FA (3), and what its metadata tell. */
export function makeSeedInvoice(
  options: SeedOptions,
  invoiceNumber: string,
  issueDate: string,
  index: number,
): { readonly bytes: Buffer; readonly summary: InvoiceSummary } {
  const { sellerNip, buyerNip, thirdNip, authorizedNip } = options;
  const net = 100 + (index % 1000);
  const vat = Math.round(net * 23) / 100;
  const gross = Math.round((net + vat) * 100) / 100;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>${issueDate}T08:00:00Z</DataWytworzeniaFa></Naglowek><Podmiot1>${party(sellerNip, 'Sprzedawca')}</Podmiot1><Podmiot2>${party(buyerNip, 'Nabywca')}<JST>2</JST><GV>2</GV></Podmiot2>${thirdNip === undefined ? '' : `<Podmiot3>${party(thirdNip, 'Odbiorca')}<Rola>2</Rola></Podmiot3>`}${authorizedNip === undefined ? '' : `<PodmiotUpowazniony>${party(authorizedNip, 'Przedstawiciel')}<RolaPU>3</RolaPU></PodmiotUpowazniony>`}<Fa><KodWaluty>PLN</KodWaluty><P_1>${issueDate}</P_1><P_2>${escapeText(invoiceNumber)}</P_2><P_13_1>${net.toFixed(2)}</P_13_1><P_14_1>${vat.toFixed(2)}</P_14_1><P_15>${gross.toFixed(2)}</P_15><Adnotacje><P_16>2</P_16><P_17>2</P_17><P_18>2</P_18><P_18A>2</P_18A><Zwolnienie><P_19N>1</P_19N></Zwolnienie><NoweSrodkiTransportu><P_22N>1</P_22N></NoweSrodkiTransportu><P_23>2</P_23><PMarzy><P_PMarzyN>1</P_PMarzyN></PMarzy></Adnotacje><RodzajFaktury>VAT</RodzajFaktury><FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Towar</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>${net.toFixed(2)}</P_9A><P_11>${net.toFixed(2)}</P_11><P_12>23</P_12></FaWiersz></Fa></Faktura>`;
  return {
    bytes: fill(Buffer.from(xml), options.sizeBytes ?? 0, index),
    summary: {
      sellerName: 'Sprzedawca',
      buyer: { identifier: { type: 'Nip', value: buyerNip }, name: 'Nabywca' },
      netAmount: net,
      grossAmount: gross,
      vatAmount: vat,
      currency: 'PLN',
      invoiceType: 'Vat',
      isSelfInvoicing: false,
      hasAttachment: false,
      thirdSubjects:
        thirdNip === undefined
          ? []
          : [{ identifier: { type: 'Nip', value: thirdNip }, name: 'Odbiorca', role: 2 }],
      authorizedSubject:
        authorizedNip === undefined ? null : { nip: authorizedNip, name: 'Przedstawiciel', role: 3 },
    },
  };
}

function party(nip: string, name: string): string {
  return `<DaneIdentyfikacyjne><NIP>${nip}</NIP><Nazwa>${name}</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>Warszawa</AdresL1></Adres>`;
}

/** Adds a comment of pseudorandom Base64, another one for each invoice but the same at every run. */
function fill(xml: Buffer, sizeBytes: number, index: number): Buffer {
  const missing = sizeBytes - xml.length;
  if (missing <= 0) return xml;
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(index, 0);
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), iv).update(
    Buffer.alloc(Math.ceil((missing * 3) / 4)),
  );
  return Buffer.concat([xml, Buffer.from(`<!--${noise.toString('base64')}-->`)]);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
