// KSeF's dates have up to seven digits after the second, which a Date would cut to three: a cut date asks for the
// same invoices again, or skips some.
const shape =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i;

/**
 * Nanoseconds since 1970 of an ISO 8601 date and time; undefined when invalid. Without an offset it is Polish time,
 * as KSeF reads it.
 */
export function parseInstant(text: string): bigint | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', utc, sign, hours, minutes] = match;
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  numbers[1] -= 1;
  const localMs = Date.UTC(...numbers);
  // Date.UTC takes 31 February for 3 March.
  if (new Date(localMs).toISOString().slice(0, 16) !== `${text.slice(0, 16)}`) return undefined;
  if (numbers[5] > 59) return undefined;
  const offsetMs =
    sign === undefined
      ? utc === undefined
        ? polishOffsetMs(localMs)
        : 0
      : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return BigInt(localMs - offsetMs) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/**
 * The same date and time as KSeF expects it since 2.9: with seconds, and `Z` or an offset. Without one it gets the
 * Polish offset; every digit stays. Texts that are not a date and time stay as they are.
 */
export function withOffset(text: string): string {
  const match = shape.exec(text);
  if (match === null) return text;
  const [, year, month, day, hour, minute, second = '00', fraction, utc, sign, hours, minutes] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const digits = fraction === undefined ? '' : `.${fraction}`;
  if (utc !== undefined) return `${local}${digits}Z`;
  if (sign !== undefined) return `${local}${digits}${sign}${hours}:${minutes}`;
  return `${local}${digits}+0${polishOffsetMs(Date.parse(`${local}Z`)) / 3_600_000}:00`;
}

/** Milliseconds since 1970, rounded down. */
export function toMs(instant: bigint): number {
  return Number(instant / 1_000_000n);
}

/** How far Polish time is ahead of UTC at this local time. */
function polishOffsetMs(localMs: number): number {
  const zone = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Warsaw', timeZoneName: 'longOffset' });
  // Summer first: of the two readings of the repeated hour the earlier leaves nothing out.
  for (const hours of [2, 1]) {
    const offsetMs = hours * 3_600_000;
    const name = zone.formatToParts(localMs - offsetMs).find(({ type }) => type === 'timeZoneName')?.value;
    if (name === `GMT+0${hours}:00`) return offsetMs;
  }
  return 3_600_000;
}
