import type { BankAccount, DatedNumber } from '../data/payment.js';
import type { RrInvoiceData, RrLine, RrParty, RrPayment, RrTotals } from '../data/rr-data.js';
import { correctionFromForm } from '../mapping/correction-map.js';
import { type FormObject, fromForm, listFromForm } from '../mapping/field-map.js';
import { buyerFromForm, sellerFromForm, thirdPartyFromForm } from '../mapping/party-map.js';
import { settlementFromForm } from '../mapping/payment-map.js';
import { footerFromForm } from '../read/fa-to-data.js';
import { rrAccountMap, rrDocumentMap, rrHeadMap, rrLineMap, rrTotalsMap } from './rr-maps.js';

interface RrForm {
  Naglowek: { DataWytworzeniaFa?: string; SystemInfo?: string };
  Podmiot1: FormObject;
  Podmiot2: FormObject;
  Podmiot3?: object[];
  FakturaRR: FormObject;
  Stopka?: Parameters<typeof footerFromForm>[0];
}

/** A document of FA_RR(1) as plain data. Amounts stay the texts of the file. */
export function rrToData(document: object): RrInvoiceData {
  const { Naglowek = {}, Podmiot1 = {}, Podmiot2 = {}, ...others } = document as Partial<RrForm>;
  const { Podmiot3, FakturaRR: body = {}, Stopka } = others;
  const contractorNumber = Podmiot1.NrKontrahenta as string | undefined;
  const status = sellerFromForm(Podmiot2).status;
  const correction = rrCorrection(body);
  const list = <Result>(name: string, each: (item: object) => Result) =>
    listFromForm(body[name] as object[] | undefined, each);
  const data = {
    ...fromForm(body, rrHeadMap),
    kind: body.RodzajFaktury,
    farmer: {
      ...(buyerFromForm(Podmiot1) as RrParty),
      ...(contractorNumber === undefined ? {} : { contractorNumber }),
    },
    buyer: { ...(buyerFromForm(Podmiot2) as RrParty), ...(status === undefined ? {} : { status }) },
    thirdParties: listFromForm(Podmiot3, thirdPartyFromForm),
    lines: list('FakturaRRWiersz', (line) => fromForm(line, rrLineMap) as RrLine) ?? [],
    totals: fromForm(body, rrTotalsMap) as RrTotals,
    correction,
    paymentDocuments: list('DokumentZaplaty', (one) => fromForm(one, rrDocumentMap) as DatedNumber),
    descriptions: list('DodatkowyOpis', (one) => {
      const { NrWiersza, Klucz = '', Wartosc = '' } = one as Record<string, string>;
      return { ...(NrWiersza === undefined ? {} : { line: NrWiersza }), key: Klucz, value: Wartosc };
    }),
    settlement: body.Rozliczenie === undefined ? undefined : settlementFromForm(body.Rozliczenie as object),
    payment: body.Platnosc === undefined ? undefined : paymentOf(body.Platnosc as FormObject),
    footer: Stopka && footerFromForm(Stopka),
    system: Naglowek.SystemInfo,
    createdAt: Naglowek.DataWytworzeniaFa,
  };
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined),
  ) as unknown as RrInvoiceData;
}

function rrCorrection(body: FormObject): RrInvoiceData['correction'] {
  const buyer = body.Podmiot2K;
  const correction = correctionFromForm({ ...body, ...(buyer === undefined ? {} : { Podmiot2K: [buyer] }) });
  const effect = body.TypKorekty;
  if (correction === undefined) return undefined;
  return { ...correction, ...(effect === undefined ? {} : { effect: Number(effect) as 1 | 2 | 3 | 4 }) };
}

function paymentOf(form: FormObject): RrPayment {
  const accounts = (name: string) =>
    listFromForm(form[name] as object[] | undefined, (one) => fromForm(one, rrAccountMap) as BankAccount);
  const payment: RrPayment = {
    means:
      form.FormaPlatnosci === '1'
        ? 'transfer'
        : form.OpisPlatnosci === undefined
          ? undefined
          : { other: String(form.OpisPlatnosci) },
    farmerAccounts: accounts('RachunekBankowy1'),
    buyerAccounts: accounts('RachunekBankowy2'),
    ...fromForm<RrPayment>(form, [
      ['ksefPaymentId', 'IPKSeF'],
      ['link', 'LinkDoPlatnosci'],
    ]),
  };
  return Object.fromEntries(Object.entries(payment).filter(([, value]) => value !== undefined)) as RrPayment;
}
