import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { section, withoutEmpty } from '../document/sections.js';
import { textOf } from '../document/text-of.js';
import type { Section, VisualDocument } from '../document/visual-document.js';
import { codeLists } from '../text/codes.js';
import type { Labels } from '../text/label.js';
import { faLabels } from '../text/labels-fa.js';
import { fa1Labels } from '../text/labels-fa1.js';
import { annotations } from './annotations.js';
import { attachment } from './attachment.js';
import { correction } from './correction.js';
import { details } from './details.js';
import { faDescriber } from './fa-describer.js';
import { footer } from './footer.js';
import { lines, order } from './lines.js';
import { other } from './other.js';
import { parties } from './parties.js';
import { conditions, payment, settlement } from './payment.js';
import { fa1Rates, faRates, type RateRow, summary } from './summary.js';

/** An invoice of FA (1), in which some field names have a different meaning than in later forms. */
export function fa1Document(root: XmlElement): VisualDocument {
  return documentOf(root, fa1Labels, fa1Rates);
}

/** An invoice of FA (2) or FA (3). */
export function faDocument(root: XmlElement): VisualDocument {
  return documentOf(root, faLabels, faRates);
}

/** In the order of the ministry's own view. */
function documentOf(root: XmlElement, labels: Labels, rates: readonly RateRow[]): VisualDocument {
  const describer = faDescriber(labels);
  const invoice = new ChildrenOf(root);
  const header = invoice.take('Naglowek');
  const partyCards = parties(invoice, describer);
  const fa = new ChildrenOf(invoice.take('Fa'));
  const kind = fa.take('RodzajFaktury');
  const number = fa.take('P_2');
  const currency = textOf(fa.peek('KodWaluty'));
  const title = codeLists.invoiceKind?.[textOf(kind)];
  const attached = attachment(invoice.take('Zalacznik'), describer);
  const last = invoice.take('Stopka');

  const sections: Section[] = [
    section('parties', ['Strony', 'Parties'], partyCards),
    ...correction(fa, describer),
    ...details(fa, title === undefined ? kind : undefined, describer),
    ...lines(fa, describer),
    ...order(fa, describer),
    ...summary(fa, rates, currency, describer),
    ...annotations(fa, describer),
    ...settlement(fa, describer),
    ...payment(fa, describer),
    ...conditions(fa, describer),
    ...footer(last, describer),
  ];
  sections.push(...other(header, [...fa.takeRest(), ...invoice.takeRest()], describer), ...attached);
  return {
    kind: title ?? ['Faktura', 'Invoice'],
    numberLabel: ['Numer faktury', 'Invoice number'],
    number: textOf(number),
    sections: withoutEmpty(sections),
  };
}
