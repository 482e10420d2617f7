import type {
  AmountWithReason,
  BankAccount,
  PartialPayment,
  Payment,
  PaymentMeans,
  PaymentTerm,
  Settlement,
} from '../data/payment.js';
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

const means = {
  cash: '1',
  card: '2',
  voucher: '3',
  cheque: '4',
  credit: '5',
  transfer: '6',
  mobile: '7',
} as const;
const partialMap: FieldMap<PartialPayment> = [
  ['amount', 'KwotaZaplatyCzesciowej', 'decimal'],
  ['date', 'DataZaplatyCzesciowej'],
];
const accountMap: FieldMap<BankAccount> = [
  ['number', 'NrRB'],
  ['swift', 'SWIFT'],
  ['bankOwn', 'RachunekWlasnyBanku', 'decimal'],
  ['bank', 'NazwaBanku'],
  ['description', 'OpisRachunku'],
];
const amountMap: FieldMap<AmountWithReason> = [
  ['amount', 'Kwota', 'decimal'],
  ['reason', 'Powod'],
];

function meansToForm(value: PaymentMeans | undefined, path: string): FormObject {
  if (value === undefined) return {};
  if (typeof value === 'object') return { PlatnoscInna: '1', OpisPlatnosci: value.other };
  return { FormaPlatnosci: codeOf(means, value, path) };
}

function meansFromForm(form: FormObject): { means?: PaymentMeans } {
  const known = nameOf(means, form.FormaPlatnosci as string | undefined);
  if (known !== undefined) return { means: known };
  return form.OpisPlatnosci === undefined ? {} : { means: { other: String(form.OpisPlatnosci) } };
}

export function paymentToForm(payment: Payment): FormObject {
  const { paidOn, partial, due, accounts } = payment;
  const terms = typeof due === 'string' ? [{ date: due }] : due;
  const own = typeof accounts === 'string' ? [{ number: accounts }] : accounts;
  return {
    ...(paidOn === undefined ? {} : { Zaplacono: '1', DataZaplaty: paidOn }),
    ...(partial === undefined
      ? {}
      : {
          ZnacznikZaplatyCzesciowej: partial.isPaidInFull ? '2' : '1',
          ZaplataCzesciowa: listToForm(partial.payments, 'payment.partial.payments', (one, path) => ({
            ...toForm(one, partialMap, path),
            ...meansToForm(one.means, `${path}.means`),
          })),
        }),
    TerminPlatnosci: listToForm(terms, 'payment.due', termToForm),
    ...meansToForm(payment.means, 'payment.means'),
    RachunekBankowy: listToForm(own, 'payment.accounts', (one, path) => toForm(one, accountMap, path)),
    RachunekBankowyFaktora: listToForm(payment.factorAccounts, 'payment.factorAccounts', (one, path) =>
      toForm(one, accountMap, path),
    ),
    Skonto: payment.earlyPaymentDiscount && {
      WarunkiSkonta: payment.earlyPaymentDiscount.conditions,
      WysokoscSkonta: payment.earlyPaymentDiscount.size,
    },
    LinkDoPlatnosci: payment.link,
    IPKSeF: payment.ksefPaymentId,
  };
}

function termToForm({ date, description }: PaymentTerm): FormObject {
  return {
    Termin: date,
    TerminOpis: description && {
      Ilosc: String(description.count),
      Jednostka: description.unit,
      ZdarzeniePoczatkowe: description.from,
    },
  };
}

export function paymentFromForm(object: object): Payment {
  const form = object as FormObject & {
    ZaplataCzesciowa?: FormObject[];
    TerminPlatnosci?: { Termin?: string; TerminOpis?: Record<string, string> }[];
    RachunekBankowy?: object[];
    RachunekBankowyFaktora?: object[];
    Skonto?: { WarunkiSkonta?: string; WysokoscSkonta?: string };
  };
  const due = listFromForm(form.TerminPlatnosci, ({ Termin, TerminOpis }) => ({
    ...(Termin === undefined ? {} : { date: Termin }),
    ...(TerminOpis === undefined
      ? {}
      : {
          description: {
            count: TerminOpis.Ilosc ?? '',
            unit: TerminOpis.Jednostka ?? '',
            from: TerminOpis.ZdarzeniePoczatkowe ?? '',
          },
        }),
  }));
  const account = (one: object) => {
    const { bankOwn, ...rest } = fromForm(one, accountMap) as BankAccount;
    return bankOwn === undefined ? rest : { ...rest, bankOwn: Number(bankOwn) as 1 | 2 | 3 };
  };
  const accounts = listFromForm(form.RachunekBankowy, account);
  const factorAccounts = listFromForm(form.RachunekBankowyFaktora, account);
  const payments = listFromForm(form.ZaplataCzesciowa, (one) => ({
    ...(fromForm(one, partialMap) as PartialPayment),
    ...meansFromForm(one),
  }));
  return {
    ...(form.DataZaplaty === undefined ? {} : { paidOn: String(form.DataZaplaty) }),
    ...(payments === undefined
      ? {}
      : { partial: { isPaidInFull: form.ZnacznikZaplatyCzesciowej === '2', payments } }),
    ...(due === undefined ? {} : { due }),
    ...meansFromForm(form),
    ...(accounts === undefined ? {} : { accounts }),
    ...(factorAccounts === undefined ? {} : { factorAccounts }),
    ...(form.Skonto === undefined
      ? {}
      : {
          earlyPaymentDiscount: {
            conditions: form.Skonto.WarunkiSkonta ?? '',
            size: form.Skonto.WysokoscSkonta ?? '',
          },
        }),
    ...fromForm<Payment>(form, [
      ['link', 'LinkDoPlatnosci'],
      ['ksefPaymentId', 'IPKSeF'],
    ]),
  };
}

const settlementMap: FieldMap<Settlement> = [
  ['totalCharges', 'SumaObciazen', 'decimal'],
  ['totalDeductions', 'SumaOdliczen', 'decimal'],
  ['toPay', 'DoZaplaty', 'decimal'],
  ['toSettle', 'DoRozliczenia', 'decimal'],
];

export function settlementToForm(settlement: Settlement): FormObject {
  const list = (items: readonly AmountWithReason[] | undefined, name: string) =>
    listToForm(items, `settlement.${name}`, (item, path) => toForm(item, amountMap, path));
  return {
    ...toForm(settlement, settlementMap, 'settlement'),
    Obciazenia: list(settlement.charges, 'charges'),
    Odliczenia: list(settlement.deductions, 'deductions'),
  };
}

export function settlementFromForm(object: object): Settlement {
  const form = object as { Obciazenia?: object[]; Odliczenia?: object[] };
  const charges = listFromForm(form.Obciazenia, (one) => fromForm(one, amountMap) as AmountWithReason);
  const deductions = listFromForm(form.Odliczenia, (one) => fromForm(one, amountMap) as AmountWithReason);
  return {
    ...fromForm(form, settlementMap),
    ...(charges === undefined ? {} : { charges }),
    ...(deductions === undefined ? {} : { deductions }),
  };
}
