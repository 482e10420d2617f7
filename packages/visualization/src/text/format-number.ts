const decimalNumber = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/;
const noBreakSpace = '\u00a0';

/**
 * A decimal number as people of a language write it. Every digit stays: nothing is rounded or filled up. What is not
 * a decimal number stays as it is.
 */
export function formatNumber(text: string, language: 'pl' | 'en'): string {
  const match = decimalNumber.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction] = match;
  const [group, point] = language === 'pl' ? [noBreakSpace, ','] : [',', '.'];
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  return `${sign}${groups.join(group)}${fraction === undefined ? '' : `${point}${fraction}`}`;
}

/** An amount of money: as a number, with at least two digits after the point. */
export function formatAmount(text: string, language: 'pl' | 'en'): string {
  const match = decimalNumber.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  return formatNumber(`${sign}${whole}.${fraction.padEnd(2, '0')}`, language);
}

const formatted = /^[-+]?[\d\u00a0]{1,60}(?:,\d{1,40})?(?:\u00a0[A-Z]{3})?$/;

/** Whether a text is a number that was formatted for Polish readers, with or without a currency: no word needs a translation. */
export function isNumberText(text: string): boolean {
  return formatted.test(text);
}
