/** Texts of a plain invoice, by the placeholder that each test replaces. */
const parts = {
  seller: '<NIP>5265877635</NIP><Nazwa>Sprzedawca</Nazwa>',
  prefix: '',
  buyer: '<NIP>1111111111</NIP><Nazwa>Nabywca</Nazwa>',
  markers: '<JST>2</JST><GV>2</GV>',
  third: '',
  currency: 'PLN',
  date: '2026-11-28',
  afterNumber: '<P_6>2026-11-27</P_6>',
  sums: '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1>',
  total: '123.00',
  afterTotal: '',
  p17: '2',
  p18: '2',
  exemption: '<P_19N>1</P_19N>',
  transport: '<P_22N>1</P_22N>',
  margin: '<P_PMarzyN>1</P_PMarzyN>',
  kind: 'VAT',
  afterKind: '',
  lines:
    '<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Towar</P_7><P_8A>szt.</P_8A><P_8B>1</P_8B><P_9A>100.00</P_9A><P_11>100.00</P_11><P_12>23</P_12></FaWiersz>',
  afterLines: '',
  afterBody: '',
};

/** Parts of an invoice to replace. */
export type InvoiceParts = Partial<Record<keyof typeof parts, string>>;

/** A valid FA (3) of 2026-11-28 with one line, some of whose parts are replaced. */
export function invoice(changes: InvoiceParts = {}): Uint8Array {
  const p = { ...parts, ...changes };
  const address = '<Adres><KodKraju>PL</KodKraju><AdresL1>ul. Prosta 1, 00-001 Warszawa</AdresL1></Adres>';
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/">
<Naglowek><KodFormularza kodSystemowy="FA (3)" wersjaSchemy="1-0E">FA</KodFormularza><WariantFormularza>3</WariantFormularza><DataWytworzeniaFa>2026-11-28T10:00:00Z</DataWytworzeniaFa></Naglowek>
<Podmiot1>${p.prefix}<DaneIdentyfikacyjne>${p.seller}</DaneIdentyfikacyjne>${address}</Podmiot1>
<Podmiot2><DaneIdentyfikacyjne>${p.buyer}</DaneIdentyfikacyjne>${p.markers}</Podmiot2>${p.third}
<Fa><KodWaluty>${p.currency}</KodWaluty><P_1>${p.date}</P_1><P_2>FV 1</P_2>${p.afterNumber}${p.sums}<P_15>${p.total}</P_15>${p.afterTotal}
<Adnotacje><P_16>2</P_16><P_17>${p.p17}</P_17><P_18>${p.p18}</P_18><P_18A>2</P_18A><Zwolnienie>${p.exemption}</Zwolnienie><NoweSrodkiTransportu>${p.transport}</NoweSrodkiTransportu><P_23>2</P_23><PMarzy>${p.margin}</PMarzy></Adnotacje>
<RodzajFaktury>${p.kind}</RodzajFaktury>${p.afterKind}
${p.lines}
${p.afterLines}</Fa>${p.afterBody}</Faktura>`);
}

/** A line with a rate and a net value. */
export function line(number: string, rate: string, net: string, more = ''): string {
  return `<FaWiersz><NrWierszaFa>${number}</NrWierszaFa><P_7>Towar</P_7><P_11>${net}</P_11><P_12>${rate}</P_12>${more}</FaWiersz>`;
}

/** A third party with a role. */
export function thirdParty(identity: string, role: string): string {
  return `<Podmiot3><DaneIdentyfikacyjne>${identity}<Nazwa>Inny</Nazwa></DaneIdentyfikacyjne>${role}</Podmiot3>`;
}
