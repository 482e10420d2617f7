import { join } from 'node:path';
import { fileJournal } from '@ksef/client';
import { type Outbox, type OutboxOptions, openOutbox } from '@ksef/offline';
import type { Call } from '../../command/call.js';
import { homeFolder } from '../../profile/home.js';

/** The journal of this user's outboxes. */
export function outboxJournal(call: Call): ReturnType<typeof fileJournal> {
  return fileJournal(join(homeFolder(call.around.env), 'outbox'));
}

/** Names of the runs in the journal: that of the outbox and that of its sender. */
export function outboxRuns(
  call: Call,
  environmentName: string,
): { readonly outbox: string; readonly sender: string } {
  const name = call.text('outbox') ?? 'default';
  return { outbox: `${environmentName} ${name}`, sender: `${environmentName} ${name} sender` };
}

/** The outbox of this user for an environment, held until it is closed. */
export function openCliOutbox(
  call: Call,
  environmentName: string,
  options: Partial<OutboxOptions>,
): Promise<Outbox> {
  return openOutbox({
    journal: outboxJournal(call),
    runId: outboxRuns(call, environmentName).outbox,
    onEvent: (event) => {
      if (event.type === 'warning') call.out.warn(event.message);
      else call.out.trace(JSON.stringify(event));
    },
    signal: call.signal,
    ...options,
  });
}
