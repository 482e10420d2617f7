import { IntegrityError, KsefError } from '@ksef/core';

/** `JOURNAL_IN_USE`: for `open` of a journal whose run someone else holds; `by` names the holder. */
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

/** `JOURNAL_LOST`: for `append` to a run whose lock or file is gone; `path` names it. */
export function journalLost(runId: string, path: string, cause?: unknown): KsefError {
  return new KsefError(
    `Run ${runId} lost its journal: ${path} was removed, with its folder or by a process that took the run over. Nothing more is written. Start again with the same runId.`,
    { code: 'JOURNAL_LOST', cause },
  );
}

/** `JOURNAL_CORRUPT`: for a line that is missing or is not an entry; `where` names run and line. */
export function journalCorrupt(where: string, cause?: unknown): IntegrityError {
  return new IntegrityError(
    `The journal cannot be read: ${where}. What was sent must be looked up in KSeF before sending again.`,
    { code: 'JOURNAL_CORRUPT', cause },
  );
}
