import type { Answer } from './answer.js';
import type { ApiSettings } from './create-api.js';

/** Tells of the warnings that KSeF put into `X-System-Warning`: `[code]: message | [code]: message`. */
export function emitWarnings(settings: ApiSettings, operation: string, response: Answer): void {
  const header = response.headers.get('x-system-warning');
  if (header === null) return;
  const warnings = [...header.matchAll(/\[([^\]]+)\]: ([^|]+)/g)];
  if (warnings.length === 0) settings.emit({ type: 'system-warning', operation, code: '', message: header });
  for (const [, code = '', message = ''] of warnings) {
    settings.emit({ type: 'system-warning', operation, code, message: message.trim() });
  }
}
