import { IntegrityError, KsefError } from '@ksef/core';

/** `JOURNAL_IN_USE`: for `open` of a journal whose run another holds; `by` names the holder. */
export function journalInUse(runId: string, by: string): KsefError {
  return new KsefError(`Run ${runId} is being worked on ${by}: wait for its end, or stop it first.`, {
    code: 'JOURNAL_IN_USE',
  });
}

/** `JOURNAL_CLOSED`: for `append` to a run that was closed. */
export function journalClosed(runId: string): KsefError {
  return new KsefError(`The journal of run ${runId} was closed: open it again to write more.`, {
    code: 'JOURNAL_CLOSED',
  });
}

/** `JOURNAL_CORRUPT`: for a line that is missing, or no entry; `where` names run and line. */
export function journalCorrupt(where: string, cause?: unknown): IntegrityError {
  return new IntegrityError(
    `The journal cannot be read: ${where}. What was sent must be looked up in KSeF before sending again.`,
    { code: 'JOURNAL_CORRUPT', cause },
  );
}
