import { fileJournal, type SessionJournal } from '@ksef/sessions';

/** Where one case works. */
export interface Workplace {
  /** Its own folder. */
  readonly folder: string;
  readonly runId: string;
  readonly journal: SessionJournal;
  /** The journal, for another process; default: files in the folder. */
  readonly postgres?: { readonly url: string; readonly lockTtlMs: number } | undefined;
}

/** The run of what goes by batch, where some goes online. */
export function batchRunOf(runId: string): string {
  return `${runId}-batch`;
}

/** A workplace with its journal in files. */
export function filesIn(folder: string, runId: string): Workplace {
  return { folder, runId, journal: fileJournal(folder) };
}
