import type { DatedNumber, Terms, Transport } from '../data/payment.js';
import { decimalText } from '../money/decimals.js';
import {
  codeOf,
  type FieldMap,
  type FormObject,
  fromForm,
  listFromForm,
  listToForm,
  nameOf,
  toForm,
} from './field-map.js';
import { addressFromForm, addressToForm, identityFromForm, identityToForm } from './party-map.js';

const contractMap: FieldMap<DatedNumber> = [
  ['date', 'DataUmowy'],
  ['number', 'NrUmowy'],
];
const orderMap: FieldMap<DatedNumber> = [
  ['date', 'DataZamowienia'],
  ['number', 'NrZamowienia'],
];
const transportMap: FieldMap<Transport> = [
  ['orderNumber', 'NrZleceniaTransportu'],
  ['packagingUnit', 'JednostkaOpakowania'],
  ['startsAt', 'DataGodzRozpTransportu'],
  ['endsAt', 'DataGodzZakTransportu'],
];
const kinds = {
  sea: '1',
  rail: '2',
  road: '3',
  air: '4',
  post: '5',
  pipeline: '7',
  inlandWaterway: '8',
} as const;

export function termsToForm(terms: Terms): FormObject {
  const { agreedRate } = terms;
  return {
    Umowy: listToForm(terms.contracts, 'terms.contracts', (one, path) => toForm(one, contractMap, path)),
    Zamowienia: listToForm(terms.orders, 'terms.orders', (one, path) => toForm(one, orderMap, path)),
    NrPartiiTowaru: terms.batchNumbers,
    WarunkiDostawy: terms.delivery,
    KursUmowny:
      agreedRate?.rate === undefined ? undefined : decimalText(agreedRate.rate, 'terms.agreedRate.rate'),
    WalutaUmowna: agreedRate?.currency,
    Transport: listToForm(terms.transport, 'terms.transport', transportToForm),
    PodmiotPosredniczacy: terms.isByIntermediary === true ? '1' : undefined,
  };
}

function transportToForm(transport: Transport, path: string): FormObject {
  const { kind, cargo, carrier, from, through, to } = transport;
  return {
    ...toForm(transport, transportMap, path),
    ...(typeof kind === 'object'
      ? { TransportInny: '1', OpisInnegoTransportu: kind.other }
      : { RodzajTransportu: codeOf(kinds, kind, `${path}.kind`) }),
    ...(typeof cargo === 'object'
      ? { LadunekInny: '1', OpisInnegoLadunku: cargo.other }
      : { OpisLadunku: String(cargo) }),
    Przewoznik: carrier && {
      DaneIdentyfikacyjne: identityToForm(carrier, `${path}.carrier`),
      AdresPrzewoznika: addressToForm(carrier.address, `${path}.carrier.address`),
    },
    WysylkaZ: from && addressToForm(from, `${path}.from`),
    WysylkaPrzez: listToForm(through, `${path}.through`, addressToForm),
    WysylkaDo: to && addressToForm(to, `${path}.to`),
  };
}

export function termsFromForm(object: object): Terms {
  const form = object as FormObject & {
    Umowy?: object[];
    Zamowienia?: object[];
    NrPartiiTowaru?: string[];
    Transport?: FormObject[];
    KursUmowny?: string;
    WalutaUmowna?: string;
  };
  const contracts = listFromForm(form.Umowy, (one) => fromForm(one, contractMap));
  const orders = listFromForm(form.Zamowienia, (one) => fromForm(one, orderMap));
  const transport = listFromForm(form.Transport, transportFromForm);
  const { KursUmowny, WalutaUmowna, NrPartiiTowaru } = form;
  return {
    ...(contracts === undefined ? {} : { contracts }),
    ...(orders === undefined ? {} : { orders }),
    ...(NrPartiiTowaru === undefined ? {} : { batchNumbers: NrPartiiTowaru }),
    ...fromForm<Terms>(form, [['delivery', 'WarunkiDostawy']]),
    ...(KursUmowny === undefined && WalutaUmowna === undefined
      ? {}
      : {
          agreedRate: {
            ...(KursUmowny === undefined ? {} : { rate: KursUmowny }),
            ...(WalutaUmowna === undefined ? {} : { currency: WalutaUmowna }),
          },
        }),
    ...(transport === undefined ? {} : { transport }),
    ...(form.PodmiotPosredniczacy === '1' ? { isByIntermediary: true } : {}),
  };
}

function transportFromForm(form: FormObject): Transport {
  const carrier = form.Przewoznik as { DaneIdentyfikacyjne?: object; AdresPrzewoznika?: object } | undefined;
  const through = listFromForm(form.WysylkaPrzez as object[] | undefined, addressFromForm);
  const cargo = form.OpisLadunku;
  return {
    kind: nameOf(kinds, form.RodzajTransportu as string | undefined) ?? {
      other: String(form.OpisInnegoTransportu ?? ''),
    },
    cargo: cargo === undefined ? { other: String(form.OpisInnegoLadunku ?? '') } : Number(cargo),
    ...(carrier === undefined
      ? {}
      : {
          carrier: {
            ...identityFromForm(carrier.DaneIdentyfikacyjne),
            address: addressFromForm(carrier.AdresPrzewoznika ?? {}),
          },
        }),
    ...fromForm(form, transportMap),
    ...(form.WysylkaZ === undefined ? {} : { from: addressFromForm(form.WysylkaZ as object) }),
    ...(through === undefined ? {} : { through }),
    ...(form.WysylkaDo === undefined ? {} : { to: addressFromForm(form.WysylkaDo as object) }),
  };
}
