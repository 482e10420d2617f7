import type { AddressForm } from '../document/describe-address.js';

const country = [{ name: 'KodKraju', isCountry: true }];

/** Addresses of FA (2), FA (3) and FA_RR (1), and those of FA (1), which has a field for every part. */
export const faAddresses: readonly AddressForm[] = [
  {
    names: ['Adres', 'AdresKoresp', 'AdresPrzewoznika', 'WysylkaZ', 'WysylkaPrzez', 'WysylkaDo'],
    lines: [[{ name: 'AdresL1' }], [{ name: 'AdresL2' }], country],
  },
  {
    names: ['AdresPol', 'AdresZagr'],
    lines: [
      [{ name: 'Ulica' }, { name: 'NrDomu' }, { name: 'NrLokalu', after: '/' }],
      [{ name: 'KodPocztowy' }, { name: 'Miejscowosc' }],
      country,
    ],
  },
];
