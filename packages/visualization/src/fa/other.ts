import type { XmlElement } from '@ksef/forms/xml';
import { type Describer, describeChildren } from '../document/describe-element.js';
import { describeUnknown } from '../document/describe-unknown.js';
import { blocksOf, section } from '../document/sections.js';
import { textOf } from '../document/text-of.js';
import type { Field, Section } from '../document/visual-document.js';

/** Technical data, and everything that has no place in the known forms. Comes last: it takes the rest. */
export function other(
  header: XmlElement | undefined,
  rest: readonly XmlElement[],
  describer: Describer,
): Section[] {
  const technical = describeChildren(header?.children ?? [], describer);
  const left = describeChildren(rest, describer);
  return [
    section(
      'other',
      ['Inne dane', 'Other data'],
      ...blocksOf({
        fields: [...technical.fields.map((field) => withForm(field, header)), ...left.fields],
        cards: [...technical.cards, ...left.cards],
      }),
      { type: 'fields', fields: describeUnknown(describer.unknown) },
    ),
  ];
}

// `FA` alone is not informative: the system's code of the form and its version are attributes.
function withForm(field: Field, header: XmlElement | undefined): Field {
  const form = header?.children.find(({ name }) => name === 'KodFormularza');
  if (form === undefined || field.value[0] !== textOf(form) || field.label[1] !== 'Form') return field;
  const attributes = form.attributes.map(({ value }) => value).join(', ');
  const text = attributes === '' ? field.value[0] : `${field.value[0]} (${attributes})`;
  return { label: field.label, value: [text, text] };
}
