import type { EmulatorEvent, EmulatorKernel } from '../../kernel/index.js';
import type { EmulatorControl } from '../control.js';
import type { ControlCall, ControlOperation } from '../operation.js';
import { count, described, listOf, named, text } from '../schema.js';

const longestWaitMs = 30_000;
/** What happens with time, happens when somebody looks. */
const lookEveryMs = 250;

/** What happened, and what happens next. */
export function events(control: EmulatorControl, kernel: EmulatorKernel): readonly ControlOperation[] {
  return [
    {
      name: 'listEvents',
      method: 'GET',
      path: '/events',
      summary: 'Lists what happened, oldest first; with waitMs it waits for the next event.',
      query: {
        type: text,
        text: described(text, 'Part of any value of the event.'),
        after: described(count, 'id of the last event that you have.'),
        maxEvents: described(count, 'The latest so many at most.'),
        waitMs: described({ type: 'integer', minimum: 0, maximum: longestWaitMs }, 'Default 0.'),
      },
      answer: listOf(named('Event')),
      async run({ query: { waitMs = 0, ...filter }, reply }) {
        const find = () => control.events(filter);
        const found = find();
        if (found.length > 0 || waitMs === 0) return found;
        return waitFor(kernel, find, Math.min(Number(waitMs), longestWaitMs), reply);
      },
    },
  ];
}

/** What there is to find as soon as there is something, or when the time is over or nobody listens any more. */
function waitFor(
  kernel: EmulatorKernel,
  find: () => readonly EmulatorEvent[],
  waitMs: number,
  { raw }: ControlCall['reply'],
): Promise<readonly EmulatorEvent[]> {
  return new Promise((resolve) => {
    let found: readonly EmulatorEvent[] = [];
    let isNew = false;
    const look = () => {
      kernel.catchUp();
      if (!isNew) return;
      isNew = false;
      found = find();
      if (found.length > 0) end();
    };
    // Not at once: the event may come in the middle of a request, and more with it.
    const forget = kernel.onEvent(() => {
      if (!isNew) setImmediate(look);
      isNew = true;
    });
    const looking = setInterval(look, lookEveryMs);
    const over = setTimeout(end, waitMs);
    raw.once('close', end);

    function end(): void {
      clearInterval(looking);
      clearTimeout(over);
      raw.off('close', end);
      forget();
      resolve(found);
    }
  });
}
