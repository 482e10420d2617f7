import { hasNipChecksum } from '@ksef/core';
import type { XmlElement } from '@ksef/forms/xml';
import { find, findAll, textAt, textOf } from '../../../reading/elements.js';
import type { Report } from '../../rule.js';
import { faForms, type Rule } from '../../rule.js';

/** A Polish NIP belongs in the field NIP. Source: FA(3) brochure, Podmiot2. */
export const nipInItsPlace: Rule = {
  id: 'law-nip-in-its-place',
  severity: 'warning',
  forms: faForms,
  name: { en: 'A Polish NIP stands in the field NIP', pl: 'Polski NIP w polu NIP' },
  source: 'FA(3) brochure, Podmiot2',

  check(invoice, report) {
    for (const party of ['Podmiot2', 'Podmiot3']) {
      for (const identity of findAll(invoice, party, 'DaneIdentyfikacyjne')) {
        const vat = find(identity, 'NrVatUE');
        const other = find(identity, 'NrID');
        const country = textAt(identity, 'KodKraju');
        if (vat !== undefined && textAt(identity, 'KodUE') === 'PL') reportField(vat, report);
        else if (other !== undefined && ['', 'PL'].includes(country) && isPolishNip(textOf(other)))
          reportField(other, report);
      }
    }
  },
};

function isPolishNip(text: string): boolean {
  const digits = text.replace(/[- ]/g, '').replace(/^PL/, '');
  return /^\d{10}$/.test(digits) && hasNipChecksum(digits);
}

function reportField(element: XmlElement, report: Report): void {
  report(
    element,
    {
      en: `${element.name} holds a Polish NIP. In KSeF the buyer will not see the invoice.`,
      pl: `Pole ${element.name} zawiera polski NIP. Nabywca nie zobaczy faktury w KSeF.`,
    },
    { en: 'Put the ten digits into the field NIP.', pl: 'Wpisz dziesięć cyfr w polu NIP.' },
  );
}
