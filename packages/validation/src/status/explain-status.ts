import type { Texts } from '../texts.js';
import { exportStatuses } from './export-statuses.js';
import { invoiceStatuses } from './invoice-statuses.js';
import { loginStatuses } from './login-statuses.js';
import { requestErrors } from './request-errors.js';
import { sessionStatuses } from './session-statuses.js';
import type { StatusText } from './status-text.js';

/** The kind of a status: KSeF uses the same codes for different things. `request`: why it rejected a request, e.g. 21405. */
export type StatusSubject = 'invoice' | 'session' | 'export' | 'login' | 'request';

/** A status in words. */
export interface ExplainedStatus {
  readonly code: number;
  /** What it means. */
  readonly meaning: Texts;
  /** What to do. */
  readonly advice: Texts;
  /** KSeF's own text, unchanged. */
  readonly ksefDescription: string;
  readonly ksefDetails: readonly string[];
  /** Whether this release knows the code. Newer servers may have others. */
  readonly isKnown: boolean;
}

const tables: Readonly<Record<StatusSubject, Readonly<Record<number, StatusText>>>> = {
  invoice: invoiceStatuses,
  session: sessionStatuses,
  export: exportStatuses,
  login: loginStatuses,
  request: requestErrors,
};

/**
 * Explains a status of KSeF, or the exception code of a rejected request, in English and Polish: what it means and what to do. KSeF's own text is included.
 *
 * @param status - as returned by KSeF
 * @param subject - the kind of the status. Default `invoice`
 * @example
 * ```ts
 * import { explainStatus } from '@ksef/validation/status';
 *
 * const { meaning, advice } = explainStatus({ code: 440, description: 'Duplikat faktury' });
 * console.log(meaning.pl, advice.pl);
 * ```
 */
export function explainStatus(
  status: {
    readonly code: number;
    readonly description?: string;
    readonly details?: readonly string[] | null;
  },
  subject: StatusSubject = 'invoice',
): ExplainedStatus {
  const { code, description = '', details } = status;
  const table = tables[subject];
  const known = Object.hasOwn(table, code) ? table[code] : undefined;
  return {
    code,
    ...(known ?? unknown),
    ksefDescription: description,
    ksefDetails: details ?? [],
    isKnown: known !== undefined,
  };
}

const unknown: StatusText = {
  meaning: { en: 'A status that this release does not know.', pl: 'Status nieznany tej wersji.' },
  advice: {
    en: 'Read KSeF’s own description, and update the toolkit.',
    pl: 'Przeczytaj opis podany przez KSeF i zaktualizuj bibliotekę.',
  },
};
