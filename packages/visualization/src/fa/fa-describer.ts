import { type Describer, describerFor } from '../document/describe-element.js';
import type { Labels } from '../text/label.js';
import { faAddresses } from './fa-addresses.js';

/** Describes the elements of FA and FA_RR: an address is one field, contacts and identification need no heading. */
export function faDescriber(labels: Labels): Describer {
  return describerFor(labels, {
    addresses: faAddresses,
    plain: ['DaneKontaktowe', 'DaneIdentyfikacyjne'],
    strong: ['Nazwa', 'PelnaNazwa'],
  });
}
