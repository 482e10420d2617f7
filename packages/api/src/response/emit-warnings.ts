import type { FetchResponse } from '../fetch-function.js';
import type { ApiSettings } from '../settings/api-settings.js';
import type { Hide } from './hide.js';

// More are no warnings of KSeF's.
const mostWarnings = 100;

/** Emits the warnings that KSeF put into `X-System-Warning`: `[code]: message | [code]: message`. */
export function emitWarnings(
  settings: ApiSettings,
  operation: string,
  response: FetchResponse,
  hide: Hide,
): void {
  const header = response.headers.get('x-system-warning');
  if (header === null) return;
  for (const warning of hide(header).split('|', mostWarnings)) {
    const [, code = '', message = warning] = /^\s*\[([^\]]+)\]: (.+)/s.exec(warning) ?? [];
    settings.emit({ type: 'system-warning', operation, code, message: message.trim() });
  }
}
