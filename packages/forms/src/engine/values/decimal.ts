/** A decimal number, digit by digit. */
export interface Decimal {
  readonly isNegative: boolean;
  /** Without leading zeros. */
  readonly integer: string;
  /** Without trailing zeros. */
  readonly fraction: string;
}

const syntax = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A number as XML Schema writes decimals; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = syntax.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', part = ''] = match;
  if (whole === '' && part === '') return undefined;
  const integer = withoutLeadingZeros(whole);
  const fraction = withoutTrailingZeros(part);
  return { isNegative: sign === '-' && (integer !== '' || fraction !== ''), integer, fraction };
}

/** Below zero, zero, or above, as the first is less, equal or greater. */
export function compareDecimals(one: Decimal, other: Decimal): number {
  if (one.isNegative !== other.isNegative) return one.isNegative ? -1 : 1;
  const sign = one.isNegative ? -1 : 1;
  if (one.integer.length !== other.integer.length) return sign * (one.integer.length - other.integer.length);
  if (one.integer !== other.integer) return one.integer < other.integer ? -sign : sign;
  if (one.fraction === other.fraction) return 0;
  return one.fraction < other.fraction ? -sign : sign;
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start++;
  return start === 0 ? digits : digits.slice(start);
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return end === digits.length ? digits : digits.slice(0, end);
}
