import type { JournalEntry, JournalRun } from '../journal/index.js';
import type { Choice } from './describe-choice.js';
import type { SendingMode } from './required-mode.js';
import type { SendOptions } from './send-options.js';

/**
 * Chooses once for a whole run. The journal of one mode does not know what the other mode has sent. If KSeF's limits,
 * and with them the choice, changed after a crash, everything would be sent again.
 */
export async function chooseForRun(
  options: SendOptions,
  choose: (earlier: SendingMode | undefined) => Promise<Choice>,
): Promise<Choice> {
  const run = await openRun(options);
  if (run === undefined) return choose(undefined);
  try {
    const earlier = await earlierMode(run, options.signal);
    const choice = await choose(earlier);
    if (earlier === undefined) await run.append([{ type: 'mode-chosen', usual: choice.usual }], options);
    return choice;
  } finally {
    await run.close();
  }
}

/** The journal that stores the choice: that of the first mode that has one. */
async function openRun({ online, batch, signal }: SendOptions): Promise<JournalRun | undefined> {
  const { journal, runId } = (online?.journal === undefined ? batch : online) ?? {};
  // A journal without a run is rejected by the mode it was given for.
  return journal === undefined || runId === undefined ? undefined : journal.open(runId, { signal });
}

async function earlierMode(
  run: JournalRun,
  signal: AbortSignal | undefined,
): Promise<SendingMode | undefined> {
  let mode: SendingMode | undefined;
  for await (const entry of run.entries({ signal })) mode ??= modeIn(entry);
  return mode;
}

function modeIn({ type, usual }: JournalEntry): SendingMode | undefined {
  return type === 'mode-chosen' && (usual === 'online' || usual === 'batch') ? usual : undefined;
}
