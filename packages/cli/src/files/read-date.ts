import { withOffset } from '@ksef/core/internal';
import type { Call } from '../command/call.js';

/**
 * A date (`2026-02-01`) or a moment (`2026-02-01T10:00:00Z`) of an option, as KSeF takes it. A date stands for its first
 * moment in Poland, or with `end` for its last.
 */
export function readDate(call: Call, option: string, end = false): string | undefined {
  const text = call.text(option);
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/.test(text);
  const isReal = !Number.isNaN(Date.parse(text)) && (!isDay || new Date(text).toISOString().startsWith(text));
  if ((isDay || isMoment) && isReal)
    return withOffset(isDay ? `${text}T${end ? '23:59:59.999' : '00:00:00'}` : text);
  throw call.usage({
    en: `--${option} needs a date such as 2026-02-01 or 2026-02-01T10:00:00Z, not "${text}".`,
    pl: `--${option} wymaga daty, np. 2026-02-01 lub 2026-02-01T10:00:00Z, a nie „${text}”.`,
  });
}
