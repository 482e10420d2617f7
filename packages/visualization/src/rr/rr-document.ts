import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section, withoutEmpty } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import { textOf } from '../document/text-of.js';
import type { Section, VisualDocument } from '../document/visual-document.js';
import { correction } from '../fa/correction.js';
import { faDescriber } from '../fa/fa-describer.js';
import { footer } from '../fa/footer.js';
import { other } from '../fa/other.js';
import { parties } from '../fa/parties.js';
import { payment, settlement } from '../fa/payment.js';
import { inCurrency } from '../fa/summary.js';
import { codeLists } from '../text/codes.js';
import { rrLabels } from '../text/labels-rr.js';

const lineColumns = ['NrWierszaFa', 'P_5', 'P_6C', 'P_6B', 'P_6A', 'P_7', 'P_8', 'P_9', 'P_10', 'P_11'];
const sums = ['P_11_1', 'P_11_1W', 'P_11_2', 'P_11_2W', 'P_12_1W', 'P_12_2'];

/** An invoice of FA_RR (1), which a buyer issues for the supplies of a flat-rate farmer. */
export function rrDocument(root: XmlElement): VisualDocument {
  const describer = faDescriber(rrLabels);
  const invoice = new ChildrenOf(root);
  const header = invoice.take('Naglowek');
  const partyCards = parties(invoice, describer);
  const fa = new ChildrenOf(invoice.take('FakturaRR'));
  const kind = fa.take('RodzajFaktury');
  const number = fa.take('P_4C');
  const title = codeLists.rrInvoiceKind?.[textOf(kind)];
  const currency = textOf(fa.peek('KodWaluty'));
  const last = invoice.take('Stopka');
  const total = describeChildren(fa.takeAll('P_12_1'), describer);
  const sections: Section[] = [
    section('parties', ['Strony', 'Parties'], partyCards),
    ...correction(fa, describer),
    details(fa, title === undefined ? kind : undefined, describer),
    section(
      'lines',
      ['Pozycje', 'Lines'],
      tableOfLines(
        fa.takeAll('FakturaRRWiersz'),
        { columns: lineColumns, detailsColumn: 'P_5', mutedBy: 'StanPrzed' },
        describer,
      ),
    ),
    section(
      'summary',
      ['Podsumowanie', 'Summary'],
      ...blocksOf(describeChildren(fa.takeAll(...sums), describer)),
      { type: 'total', fields: total.fields.map((field) => inCurrency(field, currency)) },
    ),
    ...settlement(fa, describer),
    ...payment(fa, describer),
    ...footer(last, describer),
  ];
  sections.push(...other(header, [...fa.takeRest(), ...invoice.takeRest()], describer));
  return {
    kind: title ?? ['Faktura VAT RR', 'VAT RR invoice'],
    numberLabel: ['Numer faktury', 'Invoice number'],
    number: textOf(number),
    sections: withoutEmpty(sections),
  };
}

function details(fa: ChildrenOf, kind: XmlElement | undefined, describer: Describer): Section {
  const elements = [
    ...(kind === undefined ? [] : [kind]),
    ...fa.takeAll('P_4B', 'P_1M', 'P_4A', 'KodWaluty'),
  ];
  return section(
    'details',
    ['Szczegóły', 'Details'],
    ...blocksOf(describeChildren(elements, describer)),
    tableOfLines(
      fa.takeAll('DokumentZaplaty'),
      { columns: ['NrDokumentu', 'DataDokumentu'], detailsColumn: 'NrDokumentu', isCompact: true },
      describer,
      ['Dokumenty zapłaty', 'Documents of payment'],
    ),
    tableOfLines(
      fa.takeAll('DodatkowyOpis'),
      { columns: ['NrWiersza', 'Klucz', 'Wartosc'], detailsColumn: 'Klucz' },
      describer,
      ['Dodatkowy opis', 'Additional description'],
    ),
  );
}
