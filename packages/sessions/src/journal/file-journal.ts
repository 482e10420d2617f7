import { required, someText } from '@ksef/core/internal';
import { checkRunId } from './check-run-id.js';
import type { SessionJournal } from './session-journal.js';

/**
 * A journal in a folder, one text file (a JSON object per line) for each run. An `append` resolves only when its lines
 * are on the disk. Appends that overlap share one write. A last line that a crash cut short is dropped.
 *
 * The process id, start time and PID namespace identify the holder of a run. The successor of a killed process
 * therefore takes the run over at once, or, in a new container with the same host name, after ten seconds without a
 * heartbeat. Processes and containers of one machine may share the folder. For several machines use `postgresJournal`.
 * Files get mode 0600, the folder 0700. Node only.
 *
 * @param folder created if missing
 * @throws KsefError `JOURNAL_IN_USE` while a living process holds the run, from `open` and `remove`
 * @throws KsefError `JOURNAL_LOST` from `append`, when the folder was deleted or another process took the run over
 * @throws InvalidInputError `INVALID_OPTION`; `INVALID_RUN_ID`, `INVALID_FOLDER` from its functions
 * @throws IntegrityError `JOURNAL_CORRUPT` for a line that is not a JSON object, from `entries`
 * @example
 * ```ts
 * import { fileJournal } from '@ksef/sessions';
 *
 * const journal = fileJournal('./journal');
 * const unfinished = await journal.runs();
 * ```
 */
export function fileJournal(folder: string): SessionJournal {
  required(someText)(folder, 'folder');
  // Loaded on use: programs without files, e.g. in a browser, do not need node:fs.
  const load = () => import('./journal-folder.js');
  return {
    async open(runId, options) {
      checkRunId(runId);
      return (await load()).openRun(folder, runId, options);
    },
    async runs(options) {
      return (await load()).listRuns(folder, options);
    },
    async remove(runId, options) {
      checkRunId(runId);
      return (await load()).removeRun(folder, runId, options);
    },
  };
}
