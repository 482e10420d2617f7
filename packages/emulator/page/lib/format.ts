const numbers = new Intl.NumberFormat('en');

export function number(value: number): string {
  return numbers.format(value).replaceAll(',', ' ');
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1_000_000) return `${(value / 1000).toFixed(1)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
}

export function money(amount: number | null, currency: string | null): string {
  if (amount === null) return '–';
  return `${number(Math.trunc(amount))}.${Math.abs(amount % 1)
    .toFixed(2)
    .slice(2)} ${currency ?? ''}`;
}

/** `2026-11-24 10:00:05`, UTC. */
export function time(instant: string | null | undefined): string {
  return instant === null || instant === undefined ? '–' : instant.slice(0, 19).replace('T', ' ');
}

/** `10:00:05.123` */
export function timeOfDay(instant: string): string {
  return instant.slice(11, 23);
}

export function clockText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** `2 d 3 h`, `-5 min` */
export function duration(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  let rest = Math.round(Math.abs(ms) / 1000);
  const parts: string[] = [];
  for (const [unit, seconds] of [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length === 0 ? '0 s' : `${sign}${parts.slice(0, 2).join(' ')}`;
}

export function contextText({ type, value }: { readonly type: string; readonly value: string }): string {
  return type === 'Nip' ? value : `${type} ${value}`;
}

export function contextParameter({ type, value }: { readonly type: string; readonly value: string }): string {
  return type === 'Nip' ? value : `${type}:${value}`;
}
