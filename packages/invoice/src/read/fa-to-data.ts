import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine, OrderLine } from '../data/line.js';
import type { RateTotal, Totals } from '../data/totals.js';
import { annotationsFromForm } from '../mapping/annotations-map.js';
import { attachmentFromForm } from '../mapping/attachment-map.js';
import { correctionFromForm } from '../mapping/correction-map.js';
import { type FormObject, fromForm, listFromForm } from '../mapping/field-map.js';
import { lineMap, orderLineMap } from '../mapping/line-map.js';
import {
  authorisedFromForm,
  buyerFromForm,
  sellerFromForm,
  thirdPartyFromForm,
} from '../mapping/party-map.js';
import { paymentFromForm, settlementFromForm } from '../mapping/payment-map.js';
import { termsFromForm } from '../mapping/terms-map.js';
import { rateGroups } from '../money/rate-groups.js';

interface FaForm {
  Naglowek: { DataWytworzeniaFa?: string; SystemInfo?: string };
  Podmiot1: object;
  Podmiot2: object;
  Podmiot3?: object[];
  PodmiotUpowazniony?: object;
  Fa: FormObject & Record<string, string>;
  Stopka?: { Informacje?: { StopkaFaktury?: string }[]; Rejestry?: Record<string, string>[] };
  Zalacznik?: object;
}

/** A document of FA(2) or FA(3) as plain data. Amounts stay the texts of the file. */
export function faToData(document: object): InvoiceData {
  const { Naglowek = {}, Podmiot1 = {}, Podmiot2 = {}, ...others } = document as Partial<FaForm>;
  const { Podmiot3, PodmiotUpowazniony, Fa, Stopka, Zalacznik } = others;
  const fa: FormObject = Fa ?? {};
  const list = <Result>(name: string, each: (item: object) => Result) =>
    listFromForm(fa[name] as object[] | undefined, each);
  const correction = correctionFromForm(fa);
  const period = fa.OkresFa as { P_6_Od?: string; P_6_Do?: string } | undefined;
  const order = fa.Zamowienie as { WartoscZamowienia?: string; ZamowienieWiersz?: object[] } | undefined;
  return defined({
    ...fromForm<InvoiceData>(fa, [
      ['number', 'P_2'],
      ['kind', 'RodzajFaktury'],
      ['issueDate', 'P_1'],
      ['issuePlace', 'P_1M'],
      ['supplyDate', 'P_6'],
      ['currency', 'KodWaluty'],
      ['exchangeRate', 'KursWalutyZ', 'decimal'],
    ]),
    period: period && { from: period.P_6_Od ?? '', to: period.P_6_Do ?? '' },
    seller: sellerFromForm(Podmiot1),
    buyer: buyerFromForm(Podmiot2),
    thirdParties: listFromForm(Podmiot3, thirdPartyFromForm),
    authorisedParty: PodmiotUpowazniony && authorisedFromForm(PodmiotUpowazniony),
    lines: list('FaWiersz', (line) => fromForm(line, lineMap) as InvoiceLine),
    totals: totalsFromForm(fa),
    annotations: fa.Adnotacje === undefined ? undefined : annotationsFromForm(fa.Adnotacje as object),
    correction,
    order: order && {
      value: order.WartoscZamowienia,
      lines: (order.ZamowienieWiersz ?? []).map((line) => fromForm(line, orderLineMap) as OrderLine),
    },
    advancePayments: list('ZaliczkaCzesciowa', (one) => {
      const { P_6Z = '', P_15Z = '', KursWalutyZW } = one as Record<string, string>;
      return {
        date: P_6Z,
        amount: P_15Z,
        ...(KursWalutyZW === undefined ? {} : { exchangeRate: KursWalutyZW }),
      };
    }),
    settledAdvances: list('FakturaZaliczkowa', (one) => {
      const { NrKSeFFaZaliczkowej, NrFaZaliczkowej = '' } = one as Record<string, string>;
      return NrKSeFFaZaliczkowej === undefined
        ? { numberOutsideKsef: NrFaZaliczkowej }
        : { ksefNumber: NrKSeFFaZaliczkowej };
    }),
    payment: fa.Platnosc === undefined ? undefined : paymentFromForm(fa.Platnosc as object),
    settlement: fa.Rozliczenie === undefined ? undefined : settlementFromForm(fa.Rozliczenie as object),
    terms: fa.WarunkiTransakcji === undefined ? undefined : termsFromForm(fa.WarunkiTransakcji as object),
    goodsIssuedNotes: fa.WZ as readonly string[] | undefined,
    ...fromForm<InvoiceData>(fa, [
      ['isToReceipt', 'FP', 'marker'],
      ['areRelated', 'TP', 'marker'],
      ['isForExciseRefund', 'ZwrotAkcyzy', 'marker'],
    ]),
    descriptions: list('DodatkowyOpis', (one) => {
      const { NrWiersza, Klucz = '', Wartosc = '' } = one as Record<string, string>;
      return { ...(NrWiersza === undefined ? {} : { line: NrWiersza }), key: Klucz, value: Wartosc };
    }),
    footer: Stopka && footerFromForm(Stopka),
    attachment: Zalacznik && attachmentFromForm(Zalacznik),
    system: Naglowek.SystemInfo,
    createdAt: Naglowek.DataWytworzeniaFa,
  } as InvoiceData);
}

/** The sums that a document states. */
export function totalsFromForm(fa: FormObject): Totals {
  const rates = rateGroups.flatMap(({ name, net, vat, vatInPln }): RateTotal[] => {
    const sum = fa[net] as string | undefined;
    if (sum === undefined) return [];
    const tax = vat === undefined ? undefined : (fa[vat] as string | undefined);
    const inPln = vatInPln === undefined ? undefined : (fa[vatInPln] as string | undefined);
    return [
      {
        group: name,
        net: sum,
        ...(tax === undefined ? {} : { vat: tax }),
        ...(inPln === undefined ? {} : { vatInPln: inPln }),
      },
    ];
  });
  return { rates, gross: String(fa.P_15 ?? '') };
}

export function footerFromForm({
  Informacje,
  Rejestry,
}: NonNullable<FaForm['Stopka']>): InvoiceData['footer'] {
  const texts = listFromForm(Informacje, ({ StopkaFaktury }) => StopkaFaktury ?? '');
  const registers = listFromForm(Rejestry, ({ PelnaNazwa, KRS, REGON, BDO }) =>
    defined({ name: PelnaNazwa, krs: KRS, regon: REGON, bdo: BDO }),
  );
  return defined({ texts, registers });
}

function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
