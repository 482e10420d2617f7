import { validateInvoice } from '@ksef/validation';

type Language = 'en' | 'pl';

const mostIssues = 100;

/** What KSeF or the law would refuse, in one language. */
export interface CheckedInvoice {
  readonly isValid: boolean;
  readonly issueCount: number;
  readonly issues: readonly object[];
}

export async function checkInvoice(
  bytes: Uint8Array,
  language: Language,
  signal: AbortSignal,
): Promise<CheckedInvoice> {
  const { isValid, issues } = await validateInvoice(bytes, { signal });
  const shown = issues.slice(0, mostIssues).map(({ message, fix, ...rest }) => ({
    ...rest,
    message: message[language],
    fix: fix[language],
  }));
  return { isValid, issueCount: issues.length, issues: shown };
}

/** A sentence about it. */
export function verdict({ isValid, issueCount }: CheckedInvoice): string {
  if (!isValid) return 'KSeF would refuse this invoice.';
  return issueCount === 0 ? 'The invoice has no errors.' : 'The invoice has no errors, but warnings.';
}
