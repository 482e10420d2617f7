import { InvalidInputError } from '@ksef/core';
import type { FormName } from '@ksef/forms';

/** A model of `@ksef/forms`: an object with the form's own names. */
export type FormModel = object;

/**
 * A model as the file that would be sent. Only the writer of its form is loaded.
 *
 * @throws FormError `INVALID_FORM` for what its schema does not allow; InvalidInputError `UNSUPPORTED_FORM`
 */
export async function writeModel(model: FormModel): Promise<{ form: FormName; bytes: Uint8Array }> {
  const form = formOfModel(model);
  switch (form) {
    case 'fa3':
      return { form, bytes: (await import('@ksef/forms/fa3')).writeFa3(model as never) };
    case 'fa2':
      return { form, bytes: (await import('@ksef/forms/fa2')).writeFa2(model as never) };
    case 'faRr1':
      return { form, bytes: (await import('@ksef/forms/fa-rr1')).writeFaRr1(model as never) };
    case 'pef3':
      return { form, bytes: (await import('@ksef/forms/pef3')).writePef3(model as never) };
    case 'pefKor3':
      return { form, bytes: (await import('@ksef/forms/pef-kor3')).writePefKor3(model as never) };
  }
}

type InvoiceForm = 'fa2' | 'fa3' | 'faRr1' | 'pef3' | 'pefKor3';

const codes: Readonly<Record<string, InvoiceForm>> = {
  'FA (2)': 'fa2',
  'FA (3)': 'fa3',
  'FA_RR (1)': 'faRr1',
};

/** By the code in its header; PEF, which has none, by its lines. */
function formOfModel(model: FormModel): InvoiceForm {
  const { Naglowek, InvoiceLine, CreditNoteLine } = model as {
    Naglowek?: { KodFormularza?: { kodSystemowy?: unknown } };
    InvoiceLine?: unknown;
    CreditNoteLine?: unknown;
  };
  const code = Naglowek?.KodFormularza?.kodSystemowy;
  if (typeof code === 'string' && Object.hasOwn(codes, code)) return codes[code] ?? 'fa3';
  if (CreditNoteLine !== undefined) return 'pefKor3';
  if (InvoiceLine !== undefined) return 'pef3';
  throw new InvalidInputError(
    'The invoice must be given as bytes (Uint8Array), or as a model of @ksef/forms with its header.',
    { code: 'UNSUPPORTED_FORM', input: 'invoice' },
  );
}
