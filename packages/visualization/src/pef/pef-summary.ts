import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import type { Describer } from '../document/describe-element.js';
import { blocksOf } from '../document/sections.js';
import type { Block, Cell } from '../document/visual-document.js';
import { describeUbl, flattenUbl } from './describe-ubl.js';
import { leafValue } from './leaf-value.js';

/** Allowances and charges, the tax by rate as a table, and the totals. */
export function pefSummary(sums: readonly XmlElement[], describer: Describer): Block[] {
  const allowances = sums.filter(({ name }) => name === 'AllowanceCharge');
  const totals = sums.filter(({ name }) => name === 'LegalMonetaryTotal').flatMap(({ children }) => children);
  const taxes = sums.filter(({ name }) => name === 'TaxTotal').flatMap(({ children }) => children);
  const others = sums.filter(
    ({ name }) => !['AllowanceCharge', 'LegalMonetaryTotal', 'TaxTotal'].includes(name),
  );
  const payable = totals.filter(({ name }) => name === 'PayableAmount');
  const fields = [
    ...taxes.filter(({ name }) => name !== 'TaxSubtotal'),
    ...totals.filter(({ name }) => name !== 'PayableAmount'),
  ];
  return [
    ...blocksOf(describeUbl(allowances, describer)),
    taxTable(
      taxes.filter(({ name }) => name === 'TaxSubtotal'),
      describer,
    ),
    ...blocksOf(describeUbl([...fields, ...others], describer)),
    { type: 'total', fields: describeUbl(payable, describer).fields },
  ];
}

function taxTable(subtotals: readonly XmlElement[], describer: Describer): Block {
  return {
    type: 'table',
    isCompact: true,
    isSummary: true,
    columns: [
      { title: ['Kategoria podatku', 'Tax category'], isNumeric: false, isMain: true },
      { title: ['Stawka (%)', 'Rate (%)'], isNumeric: true },
      { title: ['Podstawa opodatkowania', 'Taxable amount'], isNumeric: true },
      { title: ['Kwota podatku', 'Tax amount'], isNumeric: true },
    ],
    rows: subtotals.map((subtotal) => taxRow(subtotal, describer)),
  };
}

function taxRow(subtotal: XmlElement, describer: Describer): Cell[] {
  const children = new ChildrenOf(subtotal);
  const category = new ChildrenOf(children.take('TaxCategory'));
  const cells = [category.take('ID'), category.take('Percent')];
  const amounts = [children.take('TaxableAmount'), children.take('TaxAmount')];
  const [name, ...others] = [...cells, ...amounts].map((element): Cell => {
    if (element === undefined) return { value: ['', ''] };
    return { value: leafValue(element, describer.labels[element.name] ?? [element.name, element.name]) };
  });
  const details = flattenUbl([...category.takeRest(), ...children.takeRest()], describer);
  return [{ value: name?.value ?? ['', ''], details: details.length > 0 ? details : undefined }, ...others];
}
