const zone = '(Z|[+-]\\d\\d:\\d\\d)?';
const day = '(-?(?:[1-9]\\d{4,8}|\\d{4}))-(\\d\\d)-(\\d\\d)';
const clock = '(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?)';

const syntaxes = {
  date: new RegExp(`^${day}${zone}$`),
  dateTime: new RegExp(`^${day}T${clock}${zone}$`),
  time: new RegExp(`^${clock}${zone}$`),
  gYear: new RegExp(`^(-?(?:[1-9]\\d{4,8}|\\d{4}))${zone}$`),
} as const;

/** A point in time in milliseconds, and whether the text names its zone. */
export interface Moment {
  readonly at: number;
  readonly hasZone: boolean;
}

/** A date or time as XML Schema writes them; undefined for anything else, also for a 30th of February. */
export function parseMoment(text: string, kind: keyof typeof syntaxes): Moment | undefined {
  const match = syntaxes[kind].exec(text);
  if (match === null) return undefined;
  const parts = match.slice(1);
  const offset = parts.pop();
  const [year, month, date] = kind === 'time' ? ['1970', '01', '01'] : parts;
  const [hours = '00', minutes = '00', seconds = '00'] = kind === 'time' ? parts : parts.slice(3);
  const first = dayNumber(Number(year), Number(month ?? 1), Number(date ?? 1));
  const time = timeOfDay(Number(hours), Number(minutes), Number(seconds));
  const shift = offsetOf(offset);
  if (first === undefined || time === undefined || shift === undefined) return undefined;
  return { at: first + time - shift, hasZone: offset !== undefined };
}

/**
 * Below zero, zero, or above, as the first is earlier, equal or later; undefined if that depends on the zone that one of
 * them does not name.
 */
export function compareMoments(one: Moment, other: Moment): number | undefined {
  const difference = one.at - other.at;
  if (one.hasZone === other.hasZone || Math.abs(difference) > 14 * 3_600_000) return difference;
  return undefined;
}

function dayNumber(year: number, month: number, date: number): number | undefined {
  if (year === 0 || month < 1 || month > 12 || date < 1) return undefined;
  // Years before 100 mean others to Date.UTC.
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  return moment.getUTCMonth() === month - 1 ? moment.getTime() : undefined;
}

function timeOfDay(hours: number, minutes: number, seconds: number): number | undefined {
  const isEndOfDay = hours === 24 && minutes === 0 && seconds === 0;
  if (!isEndOfDay && (hours > 23 || minutes > 59 || seconds >= 60)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
