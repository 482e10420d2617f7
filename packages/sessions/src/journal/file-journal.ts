import { required, someText } from '@ksef/core/internal';
import { checkRunId } from './check-run-id.js';
import type { SessionJournal } from './session-journal.js';

/**
 * A journal in a folder, one text file (a JSON object a line) for each run. An `append` has resolved only when its
 * lines are on the disk; appends that overlap share one write. A last line that a crash tore is dropped.
 *
 * The run's holder is known by process id, start time and PID namespace, so that the successor of a killed process takes
 * the run over at once; in a new container with the same host name after ten seconds without a sign of life. Processes and
 * containers of one machine may share the folder; several machines take `postgresJournal`. Files get mode 0600, the
 * folder 0700. Node only.
 *
 * @param folder made when it is missing
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
  // Loaded on use: whoever keeps no files, e.g. a browser, has no need of node:fs.
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
