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
    return isDay ? `${text}T${end ? '23:59:59.999' : '00:00:00'}${offsetInPoland(text)}` : text;
  throw call.usage({
    en: `--${option} needs a date such as 2026-02-01 or 2026-02-01T10:00:00Z, not "${text}".`,
    pl: `--${option} wymaga daty, np. 2026-02-01 lub 2026-02-01T10:00:00Z, a nie „${text}”.`,
  });
}

/** The offset of Poland on a day, e.g. `+02:00`; days of change count as they begin at midday. */
function offsetInPoland(day: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Warsaw',
    timeZoneName: 'longOffset',
  }).formatToParts(new Date(`${day}T12:00:00Z`));
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT+01:00';
  return name === 'GMT' ? '+00:00' : name.slice('GMT'.length);
}
