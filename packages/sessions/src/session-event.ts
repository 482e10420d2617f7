import type { BatchEvent } from './batch/batch-event.js';
import type { WayChosenEvent } from './send-event.js';

/** What sessions tell about their work; never keys or invoice contents. */
export type SessionEvent =
  | WayChosenEvent
  | BatchEvent
  | {
      readonly type: 'session-opened' | 'session-closed';
      readonly referenceNumber: string;
      readonly form: string;
    }
  | { readonly type: 'session-rotated'; readonly referenceNumber: string; readonly reason: string }
  | {
      readonly type: 'invoice-sent';
      readonly sessionReferenceNumber: string;
      readonly referenceNumber: string;
      readonly found: boolean;
    }
  | { readonly type: 'waiting'; readonly what: string; readonly waitMs: number }
  | { readonly type: 'warning'; readonly message: string };

/** An observer that cannot break what it observes. */
export function observed(
  onEvent: ((event: SessionEvent) => void) | undefined,
): ((event: SessionEvent) => void) | undefined {
  if (onEvent === undefined) return undefined;
  return (event) => {
    try {
      onEvent(event);
    } catch {
      // Its failure is its own.
    }
  };
}
