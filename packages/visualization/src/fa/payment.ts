import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { blocksOf, section } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import type { Section } from '../document/visual-document.js';

/** Charges and deductions beside the total, and what is left to pay. */
export function settlement(fa: ChildrenOf, describer: Describer): Section[] {
  const element = new ChildrenOf(fa.take('Rozliczenie'));
  const columns = { columns: ['Powod', 'Kwota'], detailsColumn: 'Powod' };
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

/** How and by when to pay, what was paid already, and the accounts. */
export function payment(fa: ChildrenOf, describer: Describer): Section[] {
  const element = new ChildrenOf(fa.take('Platnosc'));
  const parts = tableOfLines(
    element.takeAll('ZaplataCzesciowa', 'PlatnosciCzesciowe'),
    {
      columns: ['DataZaplatyCzesciowej', 'KwotaZaplatyCzesciowej', 'FormaPlatnosci'],
      detailsColumn: 'DataZaplatyCzesciowej',
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
  const { fields, cards } = describeChildren(element.takeRest(), describer);
  return [
    section(
      'payment',
      ['Płatność', 'Payment'],
      ...blocksOf({ fields, cards }),
      parts,
      ...blocksOf(describeChildren(accounts, describer)),
    ),
  ];
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
