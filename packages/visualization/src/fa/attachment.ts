import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import type { Describer } from '../document/describe-element.js';
import { section } from '../document/sections.js';
import { textOf } from '../document/text-of.js';
import type { Block, Cell, Column, Field, Section, TableBlock } from '../document/visual-document.js';
import { showValue } from '../text/show-value.js';

/** The attachment: a section for each block of data. */
export function attachment(element: XmlElement | undefined, describer: Describer): Section[] {
  const children = new ChildrenOf(element);
  const blocks = children.takeAll('BlokDanych');
  describer.unknown.push(...children.takeRest());
  return blocks.map((block, index) => blockOfData(block, index + 1, describer));
}

function blockOfData(element: XmlElement, number: number, describer: Describer): Section {
  const children = new ChildrenOf(element);
  const heading = textOf(children.take('ZNaglowek'));
  const title = heading ? `: ${heading}` : '';
  const fields = keysAndValues(children.takeAll('MetaDane'), 'ZKlucz', 'ZWartosc', describer);
  const text = children.takeAll('Tekst').flatMap(({ children: paragraphs }) => paragraphs);
  const tables = children.takeAll('Tabela').flatMap((table) => tableOf(table, describer));
  describer.unknown.push(...text.filter(({ name }) => name !== 'Akapit'), ...children.takeRest());
  return section(
    `attachment-${number}`,
    [`Załącznik, część ${number}${title}`, `Attachment, part ${number}${title}`],
    { type: 'fields', fields },
    {
      type: 'paragraphs',
      paragraphs: text.filter(({ name }) => name === 'Akapit').map((paragraph) => textOf(paragraph)),
    },
    ...tables,
  );
}

function keysAndValues(
  elements: readonly XmlElement[],
  keyName: string,
  valueName: string,
  describer: Describer,
): Field[] {
  return elements.map((element) => {
    const children = new ChildrenOf(element);
    const key = textOf(children.take(keyName));
    const value = textOf(children.take(valueName));
    describer.unknown.push(...children.takeRest());
    return { label: [key, key], value: [value, value] };
  });
}

function tableOf(element: XmlElement, describer: Describer): Block[] {
  const children = new ChildrenOf(element);
  const description = textOf(children.take('Opis'));
  const fields = keysAndValues(children.takeAll('TMetaDane'), 'TKlucz', 'TWartosc', describer);
  const columns = columnsOf(children.take('TNaglowek'), describer);
  const table: TableBlock = {
    type: 'table',
    caption: description ? [description, description] : undefined,
    columns,
    rows: children.takeAll('Wiersz').map((row) => cellsOf(row, 'WKom', columns, describer)),
    footer: children.takeAll('Suma').map((row) => cellsOf(row, 'SKom', columns, describer)),
  };
  describer.unknown.push(...children.takeRest());
  return [{ type: 'fields', fields }, table];
}

const numericTypes = ['dec', 'int'];

function columnsOf(element: XmlElement | undefined, describer: Describer): Column[] {
  const children = new ChildrenOf(element);
  const columns = children.takeAll('Kol').map((column) => {
    const type = column.attributes.find(({ name }) => name === 'Typ')?.value ?? '';
    const title = textOf(column.children.find(({ name }) => name === 'NKom'));
    return { title: [title, title] as const, isNumeric: numericTypes.includes(type) };
  });
  describer.unknown.push(...children.takeRest());
  return columns;
}

function cellsOf(row: XmlElement, name: string, columns: readonly Column[], describer: Describer): Cell[] {
  const children = new ChildrenOf(row);
  const cells = children.takeAll(name).map((cell, index) => ({
    value: showValue(cell.text, columns[index]?.isNumeric ? 'number' : 'text'),
  }));
  describer.unknown.push(...children.takeRest());
  return cells;
}
