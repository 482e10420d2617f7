import { type FormCode, formCodes, InvalidInputError, isSameForm } from '@ksef/core';

/** Rejects forms that KSeF accepts online only. @throws InvalidInputError `FORM_NEEDS_ONLINE` */
export function checkForm(formCode: FormCode): void {
  if (![formCodes.pef3, formCodes.pefKor3].some((online) => isSameForm(formCode, online))) return;
  throw new InvalidInputError(
    `KSeF accepts ${formCode.systemCode} in online sessions only. Use sendInvoices.`,
    {
      code: 'FORM_NEEDS_ONLINE',
      input: 'formCode',
    },
  );
}
