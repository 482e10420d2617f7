import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import type { Describer } from '../document/describe-element.js';
import type { Cell, TableBlock } from '../document/visual-document.js';
import { flattenUbl } from './describe-ubl.js';
import { leafValue } from './leaf-value.js';

const empty: Cell = { value: ['', ''] };

/** The lines: number, name, quantity, price, rate and net amount in columns, all else below the name. */
export function pefLines(lines: readonly XmlElement[], describer: Describer): TableBlock {
  return {
    type: 'table',
    columns: [
      { title: ['Lp.', 'No.'], isNumeric: false },
      { title: ['Towar lub usługa', 'Item'], isNumeric: false, isMain: true },
      { title: ['Ilość', 'Quantity'], isNumeric: true },
      { title: ['Cena', 'Price'], isNumeric: true },
      { title: ['Stawka (%)', 'Rate (%)'], isNumeric: true },
      { title: ['Wartość netto', 'Net amount'], isNumeric: true },
    ],
    rows: lines.map((line) => row(line, describer)),
  };
}

function row(line: XmlElement, describer: Describer): Cell[] {
  const children = new ChildrenOf(line);
  const item = new ChildrenOf(children.take('Item'));
  const price = new ChildrenOf(children.take('Price'));
  const category = new ChildrenOf(item.take('ClassifiedTaxCategory'));
  const number = cell(children.take('ID'), describer);
  const name = cell(item.take('Name'), describer);
  const quantity = cell(children.take('InvoicedQuantity') ?? children.take('CreditedQuantity'), describer);
  const unitPrice = cell(price.take('PriceAmount'), describer);
  const rate = cell(category.take('Percent'), describer);
  const net = cell(children.take('LineExtensionAmount'), describer);
  const details = [
    ...flattenUbl(item.takeRest(), describer),
    ...flattenUbl(category.takeRest(), describer, ['Kategoria podatku', 'Tax category']),
    ...flattenUbl(price.takeRest(), describer, ['Cena', 'Price']),
    ...flattenUbl(children.takeRest(), describer),
  ];
  return [
    number,
    { ...name, details: details.length > 0 ? details : undefined },
    quantity,
    unitPrice,
    rate,
    net,
  ];
}

function cell(element: XmlElement | undefined, { labels }: Describer): Cell {
  if (element === undefined) return empty;
  return { value: leafValue(element, labels[element.name] ?? [element.name, element.name]) };
}
