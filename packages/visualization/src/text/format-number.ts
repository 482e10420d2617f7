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
