import { type FaRr1, writeFaRr1 } from '@ksef/forms/fa-rr1';
import type { RrInvoiceData, RrParty, RrPayment, RrTotals } from '../data/rr-data.js';
import { correctionToForm } from '../mapping/correction-map.js';
import { type FormObject, listToForm, toForm } from '../mapping/field-map.js';
import { buyerToForm, sellerToForm, thirdPartyToForm } from '../mapping/party-map.js';
import { settlementToForm } from '../mapping/payment-map.js';
import { checkShape } from '../shape/check-shape.js';
import { rrAccountMap, rrDocumentMap, rrHeadMap, rrLineMap, rrTotalsMap } from './rr-maps.js';
import { completeRrLines, sumRrLines } from './rr-totals.js';

/** An FA_RR that was built. */
export interface BuiltRrInvoice {
  /** With the form's own names. */
  readonly model: FaRr1.Faktura;
  /** The file, ready to send. */
  readonly xml: Uint8Array;
  readonly totals: RrTotals;
}

/**
 * Builds an FA_RR(1) invoice, which a buyer issues for the supplies of a flat-rate farmer.
 *
 * @throws InvalidInputError `INVALID_INPUT`, `INVALID_AMOUNT`; FormError `INVALID_FORM`
 * @example
 * ```ts
 * import { buildRrInvoice } from '@ksef/invoice/rr';
 *
 * const { totals } = buildRrInvoice({
 *   number: 'RR 1/2026',
 *   issueDate: '2026-02-01',
 *   farmer: { nip: '1111111111', name: 'Jan Rolnik', address: 'Polna 1, 05-000 Wieś' },
 *   buyer: { nip: '5265877635', name: 'Skup sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *   lines: [{ name: 'Jabłka', unit: 'kg', quantity: 100, quality: 'I', price: '2.00' }],
 *   totalInWords: 'dwieście czternaście złotych',
 * });
 * console.log(totals.gross); // '214.00'
 * ```
 */
export function buildRrInvoice(data: RrInvoiceData): BuiltRrInvoice {
  checkShape(data, 'RrInvoiceData');
  const lines = completeRrLines(data.lines);
  const totals = data.totals ?? sumRrLines(lines);
  const model = {
    Naglowek: {
      KodFormularza: { kodSystemowy: 'FA_RR (1)', wersjaSchemy: '1-1E', value: 'FA_RR' },
      WariantFormularza: '1',
      DataWytworzeniaFa: data.createdAt ?? new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
      SystemInfo: data.system,
    },
    Podmiot1: { ...partyToForm(data.farmer), NrKontrahenta: data.farmer.contractorNumber },
    Podmiot2: { ...partyToForm(data.buyer), ...statusOf(data.buyer) },
    Podmiot3: listToForm(data.thirdParties, 'thirdParties', thirdPartyToForm),
    FakturaRR: {
      ...toForm({ ...data, currency: data.currency ?? 'PLN' }, rrHeadMap, ''),
      ...toForm(totals, rrTotalsMap, 'totals'),
      RodzajFaktury: data.kind ?? 'VAT_RR',
      ...(data.correction === undefined ? {} : rrCorrectionToForm(data.correction)),
      DokumentZaplaty: listToForm(data.paymentDocuments, 'paymentDocuments', (one, path) =>
        toForm(one, rrDocumentMap, path),
      ),
      DodatkowyOpis: listToForm(data.descriptions, 'descriptions', ({ line, key, value }) => ({
        NrWiersza: line === undefined ? undefined : String(line),
        Klucz: key,
        Wartosc: value,
      })),
      FakturaRRWiersz: listToForm(lines, 'lines', (line, path) => toForm(line, rrLineMap, path)),
      Rozliczenie: data.settlement && settlementToForm(data.settlement),
      Platnosc: data.payment && paymentToForm(data.payment),
    },
    Stopka: data.footer && {
      Informacje: listToForm(data.footer.texts, 'footer.texts', (text) => ({ StopkaFaktury: text })),
      Rejestry: listToForm(data.footer.registers, 'footer.registers', ({ name, krs, regon, bdo }) => ({
        PelnaNazwa: name,
        KRS: krs,
        REGON: regon,
        BDO: bdo,
      })),
    },
  } as unknown as FaRr1.Faktura;
  return { model, xml: writeFaRr1(model), totals };
}

function partyToForm(party: RrParty): FormObject {
  const { DaneIdentyfikacyjne, Adres, AdresKoresp, DaneKontaktowe } = buyerToForm(party);
  return { DaneIdentyfikacyjne, Adres, AdresKoresp, DaneKontaktowe };
}

function statusOf(buyer: RrInvoiceData['buyer']): FormObject {
  const { StatusInfoPodatnika } = sellerToForm(buyer);
  return { StatusInfoPodatnika };
}

function rrCorrectionToForm({ effect, ...correction }: NonNullable<RrInvoiceData['correction']>): FormObject {
  const { Podmiot2K, ...form } = correctionToForm(correction);
  return {
    ...form,
    TypKorekty: effect === undefined ? undefined : String(effect),
    // FA_RR has one buyer.
    Podmiot2K: Array.isArray(Podmiot2K) ? Podmiot2K[0] : Podmiot2K,
  };
}

function paymentToForm(payment: RrPayment): FormObject {
  const { means, farmerAccounts, buyerAccounts, ksefPaymentId, link } = payment;
  return {
    ...(means === undefined
      ? {}
      : means === 'transfer'
        ? { FormaPlatnosci: '1' }
        : { PlatnoscInna: '1', OpisPlatnosci: means.other }),
    RachunekBankowy1: listToForm(farmerAccounts, 'payment.farmerAccounts', (one, path) =>
      toForm(one, rrAccountMap, path),
    ),
    RachunekBankowy2: listToForm(buyerAccounts, 'payment.buyerAccounts', (one, path) =>
      toForm(one, rrAccountMap, path),
    ),
    IPKSeF: ksefPaymentId,
    LinkDoPlatnosci: link,
  };
}
