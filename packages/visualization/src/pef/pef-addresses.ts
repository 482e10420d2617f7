import type { AddressForm } from '../document/describe-address.js';

/** Addresses of UBL. */
export const pefAddresses: readonly AddressForm[] = [
  {
    names: ['PostalAddress', 'Address'],
    lines: [
      [{ name: 'StreetName' }, { name: 'BuildingNumber' }],
      [{ name: 'AdditionalStreetName' }],
      [{ name: 'AddressLine' }],
      [{ name: 'PostalZone' }, { name: 'CityName' }],
      [{ name: 'CountrySubentity' }],
      [{ name: 'Country', isCountry: true }],
    ],
  },
];
