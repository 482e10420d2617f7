import type { ValueEntry } from '../form-table.js';
import type { Check } from './value-type.js';

/** A check of how many characters a text has. A character outside the basic plane is one character and two units. */
export function lengthCheck(entry: ValueEntry): Check | undefined {
  const { length, minLength = length ?? 0, maxLength = length ?? Number.POSITIVE_INFINITY } = entry;
  if (minLength === 0 && maxLength === Number.POSITIVE_INFINITY) return undefined;
  return (text) => {
    if (text.length <= maxLength && minLength <= 1 && text.length >= minLength) return undefined;
    const count = charactersIn(text);
    if (count > maxLength) return `The value has ${count} characters. At most ${maxLength} are allowed.`;
    if (count >= minLength) return undefined;
    return count === 0
      ? 'The value is empty.'
      : `The value has ${count} characters. At least ${minLength} are needed.`;
  };
}

function charactersIn(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdbff) count--;
  }
  return count;
}
