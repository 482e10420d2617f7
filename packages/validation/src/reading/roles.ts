import type { XmlElement } from '@ksef/forms/xml';
import { findAll, textOf } from './elements.js';

/** Whether a third party of the invoice has this role (`Rola`). */
export function hasRole(invoice: XmlElement, role: string): boolean {
  return findAll(invoice, 'Podmiot3', 'Rola').some((element) => textOf(element) === role);
}
