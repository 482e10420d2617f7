import type { JournalEntry, JournalRun } from '../journal/index.js';
import type { Choice } from './mode-chosen.js';
import type { SendOptions } from './send.js';

type Way = Choice['usual'];

/**
 * Chooses once for a whole run. What one way has sent the other's journal does not know: were KSeF's limits others after
 * a crash, and with them the choice, everything would be sent again.
 */
export async function chooseForRun(
  options: SendOptions,
  choose: (earlier: Way | undefined) => Promise<Choice>,
): Promise<Choice> {
  const run = await openRun(options);
  if (run === undefined) return choose(undefined);
  try {
    const earlier = await earlierWay(run, options.signal);
    const choice = await choose(earlier);
    if (earlier === undefined) await run.append([{ type: 'mode-chosen', usual: choice.usual }], options);
    return choice;
  } finally {
    await run.close();
  }
}

/** The journal that keeps the choice: that of the first way that has one. */
async function openRun({ online, batch, signal }: SendOptions): Promise<JournalRun | undefined> {
  const { journal, runId } = (online?.journal === undefined ? batch : online) ?? {};
  // A journal without a run is refused by whom it was given for.
  return journal === undefined || runId === undefined ? undefined : journal.open(runId, { signal });
}

async function earlierWay(run: JournalRun, signal: AbortSignal | undefined): Promise<Way | undefined> {
  let way: Way | undefined;
  for await (const entry of run.entries({ signal })) way ??= wayIn(entry);
  return way;
}

function wayIn({ type, usual }: JournalEntry): Way | undefined {
  return type === 'mode-chosen' && (usual === 'online' || usual === 'batch') ? usual : undefined;
}
