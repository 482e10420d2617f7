import type { Api } from '@ksef/api';
import { type FormCode, formCodes, isSameForm } from '@ksef/core';
import type { SessionEvent } from '../events/index.js';

/** Reports a form that KSeF accepts on TEST only. Other environments reject the session, or each of its invoices. */
export function warnOfForm(
  { environment }: Api,
  formCode: FormCode,
  emit: ((event: SessionEvent) => void) | undefined,
): void {
  if (isSameForm(formCode, formCodes.fa2) && ['DEMO', 'PRD'].includes(environment.name))
    emit?.({ type: 'warning', message: `FA (2) is taken on TEST only, and this is ${environment.name}.` });
}
