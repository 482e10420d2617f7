import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import type { Block, Section } from '../document/visual-document.js';

/** Charges and deductions in addition to the total, and the amount left to pay. */
export function settlement(fa: ChildrenOf, describer: Describer): Section[] {
  const element = new ChildrenOf(fa.take('Rozliczenie'));
  const columns = { columns: ['Powod', 'Kwota'], detailsColumn: 'Powod', isCompact: true };
  return [
    section(
      'settlement',
      ['Rozliczenie', 'Settlement'],
      tableOfLines(element.takeAll('Obciazenia'), columns, describer, ['Obciążenia', 'Charges']),
      tableOfLines(element.takeAll('Odliczenia'), columns, describer, ['Odliczenia', 'Deductions']),
      ...blocksOf(describeChildren(element.takeRest(), describer)),
    ),
  ];
}

// In FA (1) `ZaplataCzesciowa` is a mark, and `PlatnosciCzesciowe` are the payments.
const partialPayments = ['ZaplataCzesciowa', 'PlatnosciCzesciowe'];

/** Means and terms of payment, previous payments, and the accounts. */
export function payment(fa: ChildrenOf, describer: Describer): Section[] {
  const element = new ChildrenOf(fa.take('Platnosc'));
  const parts = tableOfLines(
    element.takeWhere(({ name, children }) => partialPayments.includes(name) && children.length > 0),
    {
      columns: ['DataZaplatyCzesciowej', 'KwotaZaplatyCzesciowej', 'FormaPlatnosci'],
      detailsColumn: 'DataZaplatyCzesciowej',
      isCompact: true,
    },
    describer,
    ['Zapłaty częściowe', 'Partial payments'],
  );
  const accounts = element.takeAll(
    'RachunekBankowy',
    'RachunekBankowyFaktora',
    'RachunekBankowy1',
    'RachunekBankowy2',
  );
  const terms = element.takeAll('TerminPlatnosci', 'TerminyPlatnosci');
  const { fields, cards } = describeChildren(element.takeRest(), describer);
  return [
    section(
      'payment',
      ['Płatność', 'Payment'],
      ...blocksOf({ fields, cards }),
      ...paymentTerms(terms, describer),
      parts,
      ...blocksOf(describeChildren(accounts, describer)),
    ),
  ];
}

/** A single date is a field. Several or described terms are a table. */
function paymentTerms(terms: readonly XmlElement[], describer: Describer): Block[] {
  const [first] = terms;
  if (terms.length === 1 && first?.children.length === 1 && first.children[0]?.children.length === 0)
    return blocksOf(describeChildren(first.children, describer));
  return [
    tableOfLines(
      terms.map(withPlainDescription),
      {
        columns: [
          'Termin',
          'TerminPlatnosci',
          'TerminOpis',
          'TerminPlatnosciOpis',
          'Ilosc',
          'Jednostka',
          'ZdarzeniePoczatkowe',
        ],
        detailsColumn: 'Termin',
        isCompact: true,
      },
      describer,
      ['Terminy płatności', 'Payment terms'],
    ),
  ];
}

/** FA (3) has the description of a term in three fields. */
function withPlainDescription(term: XmlElement): XmlElement {
  return {
    ...term,
    children: term.children.flatMap((child) => (child.children.length === 0 ? [child] : child.children)),
  };
}

/** Contracts, orders, delivery and transport. */
export function conditions(fa: ChildrenOf, describer: Describer): Section[] {
  const elements = fa.take('WarunkiTransakcji')?.children ?? [];
  return [
    section(
      'conditions',
      ['Warunki transakcji', 'Terms of the transaction'],
      ...blocksOf(describeChildren(elements, describer)),
    ),
  ];
}
