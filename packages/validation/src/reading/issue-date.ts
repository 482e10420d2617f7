import type { FormName } from '@ksef/forms';
import type { XmlElement } from '@ksef/forms/xml';
import { find } from './elements.js';

/** The element with an invoice's date of issue, by form: `P_1`, `P_4B` or `IssueDate`. */
export function issueDateOf(invoice: XmlElement, form: FormName): XmlElement | undefined {
  if (form === 'faRr1') return find(invoice, 'FakturaRR', 'P_4B');
  if (form === 'pef3' || form === 'pefKor3') return find(invoice, 'IssueDate');
  return find(invoice, 'Fa', 'P_1');
}
