import type { ErrorFacts } from '../output/report-error.js';
import { invoiceStatusFields } from './common-fields.js';
import { type AnyFields, type JsonFields, list, maybe, number, object, text, texts } from './json-fields.js';

/** An error, as a program ends with it or a result has it. */
export const errorFields: JsonFields<ErrorFacts> = {
  code: text(
    'stable code, e.g. `INVALID_NIP`: [errors](errors.md)',
    'stały kod, np. `INVALID_NIP`: [błędy](errors.md)',
  ),
  message: text('what is wrong and what to do', 'co jest nie tak i co zrobić'),
  status: maybe(number('HTTP status of the answer', 'status HTTP odpowiedzi')),
  operation: maybe(text('request', 'żądanie')),
  errors: maybe(
    list('what KSeF says', 'odpowiedź KSeF', {
      code: number(
        'code of the exception: `ksef explain` says what it means',
        'kod wyjątku; wyjaśnia go `ksef explain`',
      ),
      description: text("KSeF's text", 'opis KSeF'),
      details: texts('details', 'szczegóły'),
    }),
  ),
  traceId: maybe(
    text('id of the request, for the support of KSeF', 'identyfikator żądania, dla wsparcia KSeF'),
  ),
  referenceNumber: maybe(text('reference number of what failed', 'numer referencyjny operacji')),
  reasonCode: maybe(text('why access was refused', 'dlaczego odmówiono dostępu')),
  retryAfterMs: maybe(
    number('when to try again, in milliseconds', 'po ilu milisekundach spróbować ponownie'),
  ),
  ksefStatus: maybe(object('status that KSeF gave', 'status z KSeF', invoiceStatusFields)),
};

/** What a command that failed prints. */
export const failureFields: AnyFields = {
  error: object('why it failed', 'dlaczego się nie powiodło', {
    ...errorFields,
    exitCode: number('the exit code', 'kod wyjścia'),
  }),
};
