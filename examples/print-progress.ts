import type { KsefEvent } from '@ksef/client';

/** Prints the steps of sending: login, session, and each invoice's way from encrypted bytes to KSeF's decision. */
export function printProgress(event: KsefEvent): void {
  const line = lineOf(event);
  if (line !== undefined) console.log(line);
}

function lineOf(event: KsefEvent): string | undefined {
  switch (event.type) {
    case 'login':
      return `Logged in for ${event.context.value}`;
    case 'session-opened':
      return `Opened session ${event.referenceNumber} for ${event.systemCode} (${whole(event.durationMs)} ms)`;
    case 'invoice-sent':
      return `  ${event.referenceNumber}: encrypted and sent (${whole(event.durationMs)} ms)`;
    case 'invoice-processed':
      return `  ${event.referenceNumber}: KSeF's status ${event.code} (${whole(event.durationMs)} ms)`;
    case 'session-closed':
      return `Closed session ${event.referenceNumber} (${whole(event.durationMs)} ms)`;
    case 'waiting':
      return event.waitMs < 1_000 ? undefined : `Waiting ${whole(event.waitMs)} ms: ${event.what}`;
    default:
      return undefined;
  }
}

function whole(ms: number): string {
  return ms.toFixed(0);
}
