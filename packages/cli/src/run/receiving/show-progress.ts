import type { KsefEvent } from '@ksef/client';
import type { Call } from '../../command/call.js';
import { roleOf } from './invoice-filters.js';

/** Shows what receiving waits for or downloads. */
export function showProgress(call: Call, event: KsefEvent): void {
  if (event.type === 'sync-window') call.out.progress.show(`${roleOf(event.subjectType)}: ${event.from}`);
  if (event.type === 'download-progress') call.out.progress.show('', event.receivedBytes, event.totalBytes);
  if (event.type === 'waiting') call.out.progress.show(event.what);
}
