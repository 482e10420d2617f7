import type { FetchResponse } from '../fetch-function.js';
import type { ApiSettings } from '../settings/api-settings.js';
import type { Hide } from './hide.js';

// More are not warnings of KSeF.
const mostWarnings = 100;

/** Emits KSeF's warnings from `X-System-Warning`: `[code]: message | [code]: message`. */
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
