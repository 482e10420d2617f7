import type { Correction } from '../data/correction.js';
import { type FieldMap, type FormObject, fromForm, listFromForm, listToForm, toForm } from './field-map.js';
import { addressFromForm, addressToForm, identityFromForm, identityToForm } from './party-map.js';

const correctionMap: FieldMap<Correction> = [
  ['reason', 'PrzyczynaKorekty'],
  ['effect', 'TypKorekty', 'decimal'],
  ['period', 'OkresFaKorygowanej'],
  ['correctNumber', 'NrFaKorygowany'],
  ['amountBefore', 'P_15ZK', 'decimal'],
  ['exchangeRateBefore', 'KursWalutyZK', 'decimal'],
];

export function correctionToForm(correction: Correction): FormObject {
  const { seller, originals, buyers } = correction;
  return {
    ...toForm(correction, correctionMap, 'correction'),
    DaneFaKorygowanej: originals.map(({ number, issueDate, ksefNumber }) => ({
      DataWystFaKorygowanej: issueDate,
      NrFaKorygowanej: number,
      ...(ksefNumber === undefined ? { NrKSeFN: '1' } : { NrKSeF: '1', NrKSeFFaKorygowanej: ksefNumber }),
    })),
    Podmiot1K: seller && {
      PrefiksPodatnika: seller.vatPrefix,
      DaneIdentyfikacyjne: { NIP: seller.nip, Nazwa: seller.name },
      Adres: addressToForm(seller.address, 'correction.seller.address'),
    },
    Podmiot2K: listToForm(buyers, 'correction.buyers', (buyer, path) => ({
      DaneIdentyfikacyjne: identityToForm(buyer, path),
      Adres: buyer.address && addressToForm(buyer.address, `${path}.address`),
      IDNabywcy: buyer.key,
    })),
  };
}

interface CorrectionForm extends FormObject {
  DaneFaKorygowanej?: Record<string, string>[];
  Podmiot1K?: {
    PrefiksPodatnika?: string;
    DaneIdentyfikacyjne?: { NIP?: string; Nazwa?: string };
    Adres?: object;
  };
  Podmiot2K?: { DaneIdentyfikacyjne?: object; Adres?: object; IDNabywcy?: string }[];
}

/** What a correction corrects; undefined for an invoice that is not a correction. */
export function correctionFromForm(object: object): Correction | undefined {
  const form = object as CorrectionForm;
  const { DaneFaKorygowanej, Podmiot1K, Podmiot2K } = form;
  if (DaneFaKorygowanej === undefined) return undefined;
  const { effect, ...fields } = fromForm(form, correctionMap);
  const buyers = listFromForm(Podmiot2K, ({ DaneIdentyfikacyjne, Adres, IDNabywcy }) => ({
    ...identityFromForm(DaneIdentyfikacyjne),
    ...(Adres === undefined ? {} : { address: addressFromForm(Adres) }),
    ...(IDNabywcy === undefined ? {} : { key: IDNabywcy }),
  }));
  return {
    ...fields,
    ...(effect === undefined ? {} : { effect: Number(effect) as 1 | 2 | 3 }),
    originals: DaneFaKorygowanej.map((one) => ({
      number: one.NrFaKorygowanej ?? '',
      issueDate: one.DataWystFaKorygowanej ?? '',
      ...(one.NrKSeFFaKorygowanej === undefined ? {} : { ksefNumber: one.NrKSeFFaKorygowanej }),
    })),
    ...(Podmiot1K === undefined
      ? {}
      : {
          seller: {
            nip: Podmiot1K.DaneIdentyfikacyjne?.NIP ?? '',
            name: Podmiot1K.DaneIdentyfikacyjne?.Nazwa ?? '',
            address: addressFromForm(Podmiot1K.Adres ?? {}),
            ...(Podmiot1K.PrefiksPodatnika === undefined ? {} : { vatPrefix: Podmiot1K.PrefiksPodatnika }),
          },
        }),
    ...(buyers === undefined ? {} : { buyers }),
  };
}
