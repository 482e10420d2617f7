import { explainStatus, type StatusSubject } from '@ksef/validation/status';
import type { Call } from '../../command/call.js';

/** What a status means and what to do, in the user's language; undefined for codes that are not known. */
export function explained(
  call: Call,
  status: { readonly code: number; readonly description: string },
  subject: StatusSubject,
): string | undefined {
  const { code, description } = status;
  const { isKnown, meaning, advice } = explainStatus({ code, description }, subject);
  return isKnown ? `${meaning[call.language]} ${advice[call.language]}`.trim() : undefined;
}
