import { InvalidInputError } from '@ksef/core';
import { asIs } from '../document/text-of.js';
import type { Cell, Column, VisualDocument } from '../document/visual-document.js';
import { showValue } from '../text/show-value.js';
import type { MetadataParty, MetadataRow } from './metadata-row.js';

const columns: readonly Column[] = [
  { title: ['Data', 'Date'], isNumeric: false },
  { title: ['Numer faktury', 'Invoice number'], isNumeric: false, isMain: true },
  { title: ['Sprzedawca', 'Seller'], isNumeric: false },
  { title: ['Nabywca', 'Buyer'], isNumeric: false },
  { title: ['Netto', 'Net'], isNumeric: true },
  { title: ['VAT', 'VAT'], isNumeric: true },
  { title: ['Brutto', 'Gross'], isNumeric: true },
  { title: ['Waluta', 'Currency'], isNumeric: false },
];

/** A list of invoices for display. */
export function metadataDocument(invoices: Iterable<MetadataRow>): VisualDocument {
  const rows: Cell[][] = [];
  for (const invoice of invoices) {
    if (typeof invoice?.ksefNumber !== 'string')
      throw new InvalidInputError(
        `Row ${rows.length + 1} of the list has no ksefNumber. Pass KSeF's metadata.`,
        {
          code: 'INVALID_INPUT',
          input: 'invoices',
        },
      );
    rows.push(rowOf(invoice));
  }
  return {
    kind: ['Lista faktur', 'List of invoices'],
    numberLabel: ['Liczba faktur', 'Number of invoices'],
    number: String(rows.length),
    sections: [
      { id: 'invoices', title: ['Faktury', 'Invoices'], blocks: [{ type: 'table', columns, rows }] },
    ],
  };
}

function rowOf(invoice: MetadataRow): Cell[] {
  const amounts = [invoice.netAmount, invoice.vatAmount, invoice.grossAmount];
  return [
    { value: asIs(invoice.issueDate ?? '') },
    {
      value: asIs(invoice.invoiceNumber ?? ''),
      details: [{ label: ['KSeF', 'KSeF'], value: asIs(invoice.ksefNumber) }],
    },
    { value: asIs(partyText(invoice.seller)) },
    { value: asIs(partyText(invoice.buyer)) },
    ...amounts.map((amount) => ({ value: showValue(amount === undefined ? '' : String(amount), 'amount') })),
    { value: asIs(invoice.currency ?? '') },
  ];
}

function partyText(party: MetadataParty | undefined): string {
  if (party === undefined || party === null) return '';
  return [party.name, party.nip ?? party.identifier?.value].filter((part) => part).join('\n');
}
