import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { type Describer, describerFor } from '../document/describe-element.js';
import { describeUnknown } from '../document/describe-unknown.js';
import { blocksOf, section, withoutEmpty } from '../document/sections.js';
import { textOf } from '../document/text-of.js';
import type { Section, VisualDocument } from '../document/visual-document.js';
import { pefLabels } from '../text/labels-pef.js';
import { describeGroup, describeUbl } from './describe-ubl.js';
import { pefAddresses } from './pef-addresses.js';
import { pefLines } from './pef-lines.js';
import { pefSummary } from './pef-summary.js';

const parties = [
  'AccountingSupplierParty',
  'AccountingCustomerParty',
  'PayeeParty',
  'TaxRepresentativeParty',
];
const payment = ['PaymentMeans', 'PaymentTerms', 'PrepaidPayment', 'DueDate'];
const totals = ['LegalMonetaryTotal', 'TaxTotal', 'WithholdingTaxTotal', 'AllowanceCharge'];
const technical = ['UBLExtensions', 'UBLVersionID', 'CustomizationID', 'ProfileID', 'ProfileExecutionID'];

/** An invoice or a correction of PEF (UBL): what public buyers get. */
export function pefDocument(root: XmlElement): VisualDocument {
  const describer = describerFor(pefLabels, { addresses: pefAddresses });
  const invoice = new ChildrenOf(root);
  const number = invoice.take('ID');
  const lines = invoice.takeAll('InvoiceLine', 'CreditNoteLine');
  const groups = (...names: string[]) =>
    invoice.takeAll(...names).map((element) => groupOf(element, describer));
  const partyCards = groups(...parties);
  const delivery = invoice.takeAll('Delivery', 'DeliveryTerms');
  const payments = invoice.takeAll(...payment);
  const sums = invoice.takeAll(...totals);
  const ofTechnology = invoice.takeAll(...technical);
  const details = describeUbl(invoice.takeRest(), describer);

  const sections: Section[] = [
    section('parties', ['Strony', 'Parties'], { type: 'cards', cards: partyCards }),
    section('details', ['Szczegóły', 'Details'], ...blocksOf(details)),
    section('delivery', ['Dostawa', 'Delivery'], ...blocksOf(describeUbl(delivery, describer))),
    section('lines', ['Pozycje', 'Lines'], pefLines(lines, describer)),
    section('summary', ['Podsumowanie', 'Summary'], ...pefSummary(sums, describer)),
    section('payment', ['Płatność', 'Payment'], ...blocksOf(describeUbl(payments, describer))),
  ];
  sections.push(
    section('other', ['Inne dane', 'Other data'], ...blocksOf(describeUbl(ofTechnology, describer)), {
      type: 'fields',
      fields: describeUnknown(describer.unknown),
    }),
  );
  const isCorrection = root.name === 'CreditNote' || lines[0]?.name === 'CreditNoteLine';
  return {
    kind: isCorrection ? ['Faktura korygująca PEF', 'PEF credit note'] : ['Faktura PEF', 'PEF invoice'],
    numberLabel: ['Numer faktury', 'Invoice number'],
    number: textOf(number),
    sections: withoutEmpty(sections),
  };
}

function groupOf(element: XmlElement, describer: Describer) {
  const [pl = element.name, en = element.name] = pefLabels[element.name] ?? [];
  return describeGroup(element, [pl, en], describer);
}
