import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import type { Describer } from '../document/describe-element.js';
import { section, withoutEmpty } from '../document/sections.js';
import { textOf } from '../document/text-of.js';
import type { Section, VisualDocument } from '../document/visual-document.js';
import { codeLists } from '../text/codes.js';
import { faLabels } from '../text/labels-fa.js';
import { annotations } from './annotations.js';
import { attachment } from './attachment.js';
import { correction } from './correction.js';
import { details } from './details.js';
import { footer } from './footer.js';
import { lines, order } from './lines.js';
import { other } from './other.js';
import { parties } from './parties.js';
import { conditions, payment, settlement } from './payment.js';
import { summary } from './summary.js';

/** An invoice of FA (1), FA (2) or FA (3), in the order of the ministry's own view. */
export function faDocument(root: XmlElement): VisualDocument {
  const describer: Describer = { labels: faLabels, unknown: [] };
  const invoice = new ChildrenOf(root);
  const header = invoice.take('Naglowek');
  const partyCards = parties(invoice, describer);
  const fa = new ChildrenOf(invoice.take('Fa'));
  const kind = fa.take('RodzajFaktury');
  const number = fa.take('P_2');
  const attached = invoice.take('Zalacznik');
  const last = invoice.take('Stopka');

  const sections: Section[] = [
    ...details(fa, kind, number, describer),
    section('parties', ['Strony', 'Parties'], partyCards),
    ...correction(fa, describer),
    ...lines(fa, describer),
    ...order(fa, describer),
    ...summary(fa, describer),
    ...annotations(fa, describer),
    ...settlement(fa, describer),
    ...payment(fa, describer),
    ...conditions(fa, describer),
    ...footer(last, describer),
    ...attachment(attached, describer),
  ];
  sections.push(...other(header, [...fa.takeRest(), ...invoice.takeRest()], describer));
  const kindCode = textOf(kind);
  return {
    kind: codeLists.invoiceKind?.[kindCode] ?? ['Faktura', 'Invoice'],
    number: textOf(number),
    sections: withoutEmpty(sections),
  };
}
