import { choiceOf, invalidInput, membersOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';

export const latarniaAnswers = ['json', 'cut', 'html', 'silent', 'garbage', 'endless'] as const;

/** What Latarnia does apart from telling what was announced. */
export interface LatarniaBehaviour {
  /**
   * `json` is normal. `cut`: connections break. `html`: a gateway's 502. `silent`: no answer for as long as the client
   * waits. `garbage`: 200 with what is not JSON. `endless`: JSON that never ends.
   */
  readonly answers?: (typeof latarniaAnswers)[number] | undefined;
  /** A status in place of what was announced, one that nobody knows too; `null` is not a status at all. */
  readonly status?: string | null | undefined;
  /** Messages in place of those announced, of any shape. */
  readonly messages?: readonly unknown[] | null | undefined;
}

/** Lets Latarnia fail or lie; what is left out goes back to normal. */
export function setBehaviour(kernel: Kernel, given: LatarniaBehaviour | undefined): void {
  const { answers, status, messages } = membersOf(given, ['answers', 'status', 'messages']);
  if (answers !== undefined) choiceOf('answers', answers, latarniaAnswers);
  if (status !== undefined && status !== null && typeof status !== 'string')
    throw invalidInput('status is a text, or null');
  if (messages !== undefined && messages !== null && !Array.isArray(messages))
    throw invalidInput('messages is a list, or null');
  behaviours(kernel).set('now', { answers, status, messages } as LatarniaBehaviour);
}

export function behaviourOf(kernel: Kernel): LatarniaBehaviour {
  return behaviours(kernel).get('now') ?? {};
}

function behaviours(kernel: Kernel) {
  return kernel.collection<LatarniaBehaviour>('latarnia-behaviour');
}
