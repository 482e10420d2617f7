import type { XmlElement } from '@ksef/forms/xml';
import type { Bilingual } from '../text/label.js';
import { showValue } from '../text/show-value.js';
import { ChildrenOf } from './children-of.js';
import { textOf } from './text-of.js';

/** The layout of an address: one line for each list, with its parts one after the other. */
export interface AddressForm {
  /** The elements that are addresses. */
  readonly names: readonly string[];
  readonly lines: readonly (readonly AddressPart[])[];
}

interface AddressPart {
  readonly name: string;
  /** Separator before it. Default: a space. */
  readonly after?: string;
  readonly isCountry?: boolean;
}

/** An address in one piece, as on an envelope, and the elements that do not belong there. */
export interface DescribedAddress {
  readonly value: Bilingual;
  readonly rest: readonly XmlElement[];
}

/** Undefined if an element is not an address. */
export function describeAddress(
  element: XmlElement,
  forms: readonly AddressForm[],
): DescribedAddress | undefined {
  const form = forms.find(({ names, lines }) => names.includes(element.name) && hasAny(element, lines));
  if (form === undefined) return undefined;
  const children = new ChildrenOf(element);
  const lines: [pl: string, en: string][] = [];
  for (const parts of form.lines) {
    const line: [pl: string, en: string] = ['', ''];
    for (const { name, after = ' ', isCountry } of parts) {
      const [pl, en] = showValue(leafText(children.take(name)), isCountry ? 'code:country' : 'text');
      if (pl === '') continue;
      line[0] = line[0] === '' ? pl : `${line[0]}${after}${pl}`;
      line[1] = line[1] === '' ? en : `${line[1]}${after}${en}`;
    }
    if (line[0] !== '') lines.push(line);
  }
  return {
    value: [lines.map(([pl]) => pl).join('\n'), lines.map(([, en]) => en).join('\n')],
    rest: children.takeRest(),
  };
}

function hasAny(element: XmlElement, lines: AddressForm['lines']): boolean {
  return element.children.some((child) =>
    lines.some((parts) => parts.some(({ name }) => name === child.name)),
  );
}

// Some parts are wrapped once more: `Country/IdentificationCode`, `AddressLine/Line`.
function leafText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const [only] = element.children;
  return element.children.length === 1 && only !== undefined ? leafText(only) : textOf(element);
}
