import { hasNipChecksum } from '@ksef/core';
import type { XmlElement } from '@ksef/forms/xml';
import { findAll, textOf } from '../../reading/elements.js';
import type { Rule } from '../rule.js';

const parties = new Set(['Podmiot1', 'Podmiot2', 'Podmiot3', 'PodmiotUpowazniony']);

/** KSeF on PROD: the checksum of every party's NIP. On TEST only with the header of that feature. */
export const nipChecksums: Rule = {
  id: 'ksef-nip-checksum',
  severity: 'error',
  forms: ['fa1', 'fa2', 'fa3', 'faRr1'],
  name: { en: 'Checksum of each NIP', pl: 'Suma kontrolna NIP' },
  source: 'weryfikacja-faktury.md',
  check(invoice, report) {
    for (const element of nipsOf(invoice)) {
      const digits = textOf(element);
      if (!/^\d{10}$/.test(digits) || hasNipChecksum(digits)) continue;
      report(
        element,
        {
          en: `The NIP ${digits} has a wrong checksum. KSeF on PROD refuses the invoice.`,
          pl: `NIP ${digits} ma błędną sumę kontrolną. KSeF na produkcji odrzuci fakturę.`,
        },
        { en: 'Check the digits of the NIP.', pl: 'Sprawdź cyfry numeru NIP.' },
      );
    }
  },
};

function nipsOf({ children }: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const party of children)
    if (parties.has(party.name)) found.push(...findAll(party, 'DaneIdentyfikacyjne', 'NIP'));
  return found;
}
