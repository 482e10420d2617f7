import { hasNipChecksum, internalId } from '@ksef/core';
import { findAll, textOf } from '../../reading/elements.js';
import type { Rule } from '../rule.js';

/** KSeF on PROD: the checksums of an internal identifier, and of the NIP inside it. */
export const internalIdChecksum: Rule = {
  id: 'ksef-internal-id-checksum',
  severity: 'error',
  forms: ['fa2', 'fa3', 'faRr1'],
  name: { en: 'Checksum of internal identifiers', pl: 'Suma kontrolna identyfikatora wewnętrznego' },
  source: 'weryfikacja-faktury.md',
  check(invoice, report) {
    for (const element of findAll(invoice, 'Podmiot3', 'DaneIdentyfikacyjne', 'IDWew')) {
      const value = textOf(element);
      if (!/^\d{10}-\d{5}$/.test(value) || isRight(value)) continue;
      report(
        element,
        {
          en: `The internal identifier ${value} has a wrong checksum. KSeF on PROD refuses the invoice.`,
          pl: `Identyfikator wewnętrzny ${value} ma błędną sumę kontrolną. KSeF na produkcji odrzuci fakturę.`,
        },
        { en: 'Check the digits of the identifier.', pl: 'Sprawdź cyfry identyfikatora.' },
      );
    }
  },
};

function isRight(value: string): boolean {
  if (!hasNipChecksum(value.slice(0, 10))) return false;
  try {
    internalId(value);
    return true;
  } catch {
    return false;
  }
}
