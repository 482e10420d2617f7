import type { Fa3 } from '@ksef/forms/fa3';
import type { InvoiceData } from '../data/invoice-data.js';
import type { Totals } from '../data/totals.js';
import { annotationsToForm } from '../mapping/annotations-map.js';
import { attachmentToForm } from '../mapping/attachment-map.js';
import { correctionToForm } from '../mapping/correction-map.js';
import { type FieldMap, type FormObject, listToForm, toForm } from '../mapping/field-map.js';
import { lineMap, orderLineMap } from '../mapping/line-map.js';
import { authorisedToForm, buyerToForm, sellerToForm, thirdPartyToForm } from '../mapping/party-map.js';
import { paymentToForm, settlementToForm } from '../mapping/payment-map.js';
import { termsToForm } from '../mapping/terms-map.js';
import { decimalText } from '../money/decimals.js';
import { rateGroups } from '../money/rate-groups.js';
import { completeLines, completeOrderLines, orderValue } from './complete-lines.js';

const headMap: FieldMap<InvoiceData> = [
  ['currency', 'KodWaluty'],
  ['issueDate', 'P_1'],
  ['issuePlace', 'P_1M'],
  ['number', 'P_2'],
  ['supplyDate', 'P_6'],
  ['isToReceipt', 'FP', 'marker'],
  ['areRelated', 'TP', 'marker'],
  ['isForExciseRefund', 'ZwrotAkcyzy', 'marker'],
];

/** Data as an FA(3) document. The writer orders its elements and validates them against the schema. */
export function dataToModel(data: InvoiceData, totals: Totals, createdAt: string): Fa3.Faktura {
  const { kind = 'VAT', authorisedParty, footer, attachment } = data;
  const isAdvance = kind === 'ZAL' || kind === 'KOR_ZAL';
  const model: FormObject = {
    Naglowek: {
      KodFormularza: { kodSystemowy: 'FA (3)', wersjaSchemy: '1-0E', value: 'FA' },
      WariantFormularza: '3',
      DataWytworzeniaFa: createdAt,
      SystemInfo: data.system,
    },
    Podmiot1: sellerToForm(data.seller),
    Podmiot2: buyerToForm(data.buyer),
    Podmiot3: listToForm(data.thirdParties, 'thirdParties', thirdPartyToForm),
    PodmiotUpowazniony: authorisedParty && authorisedToForm(authorisedParty),
    Fa: {
      ...toForm({ currency: 'PLN', ...withoutUndefined(data) }, headMap, ''),
      OkresFa: data.period && { P_6_Od: data.period.from, P_6_Do: data.period.to },
      WZ: data.goodsIssuedNotes,
      ...totalsToForm(totals),
      KursWalutyZ:
        isAdvance && data.exchangeRate !== undefined
          ? decimalText(data.exchangeRate, 'exchangeRate')
          : undefined,
      Adnotacje: annotationsToForm(
        data.annotations ?? {},
        (data.lines ?? []).some(({ rate }) => rate === 'oo'),
      ),
      RodzajFaktury: kind,
      ...(data.correction === undefined ? {} : correctionToForm(data.correction)),
      ZaliczkaCzesciowa: advancePaymentsToForm(data),
      DodatkowyOpis: listToForm(data.descriptions, 'descriptions', ({ line, key, value }) => ({
        NrWiersza: line === undefined ? undefined : String(line),
        Klucz: key,
        Wartosc: value,
      })),
      FakturaZaliczkowa: listToForm(data.settledAdvances, 'settledAdvances', (advance) =>
        'ksefNumber' in advance
          ? { NrKSeFFaZaliczkowej: advance.ksefNumber }
          : { NrKSeFZN: '1', NrFaZaliczkowej: advance.numberOutsideKsef },
      ),
      FaWiersz: listToForm(
        completeLines(data.lines ?? [], isAdvance ? undefined : data.exchangeRate),
        'lines',
        (line, path) => toForm(line, lineMap, path),
      ),
      Rozliczenie: data.settlement && settlementToForm(data.settlement),
      Platnosc: data.payment && paymentToForm(data.payment),
      WarunkiTransakcji: data.terms && termsToForm(data.terms),
      Zamowienie: data.order && orderToForm(data.order),
    },
    Stopka: footer && {
      Informacje: listToForm(footer.texts, 'footer.texts', (text) => ({ StopkaFaktury: text })),
      Rejestry: listToForm(footer.registers, 'footer.registers', ({ name, krs, regon, bdo }) => ({
        PelnaNazwa: name,
        KRS: krs,
        REGON: regon,
        BDO: bdo,
      })),
    },
    Zalacznik: attachment && attachmentToForm(attachment),
  };
  // Every field is checked by the writer, against the schema, with its path.
  return model as unknown as Fa3.Faktura;
}

function totalsToForm({ rates, gross }: Totals): FormObject {
  const form: FormObject = {};
  for (const { name, net, vat, vatInPln } of rateGroups) {
    const total = rates.find(({ group }) => group === name);
    if (total === undefined) continue;
    form[net] = decimalText(total.net, `totals.${name}.net`);
    if (vat !== undefined && total.vat !== undefined)
      form[vat] = decimalText(total.vat, `totals.${name}.vat`);
    if (vatInPln !== undefined && total.vatInPln !== undefined)
      form[vatInPln] = decimalText(total.vatInPln, `totals.${name}.vatInPln`);
  }
  form.P_15 = decimalText(gross, 'totals.gross');
  return form;
}

// A single payment is the invoice's own date and total. The form lists payments only if there are several.
function advancePaymentsToForm({ advancePayments = [], totals }: InvoiceData): unknown[] | undefined {
  if (advancePayments.length < 2 && totals === undefined) return undefined;
  return listToForm(advancePayments, 'advancePayments', ({ date, amount, exchangeRate }, path) => ({
    P_6Z: date,
    P_15Z: decimalText(amount, `${path}.amount`),
    KursWalutyZW: exchangeRate === undefined ? undefined : decimalText(exchangeRate, `${path}.exchangeRate`),
  }));
}

function orderToForm({ value, lines }: NonNullable<InvoiceData['order']>): FormObject {
  return {
    WartoscZamowienia: value === undefined ? orderValue(lines) : decimalText(value, 'order.value'),
    ZamowienieWiersz: listToForm(completeOrderLines(lines), 'order.lines', (line, path) =>
      toForm(line, orderLineMap, path),
    ),
  };
}

function withoutUndefined(data: InvoiceData): InvoiceData {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined),
  ) as unknown as InvoiceData;
}
