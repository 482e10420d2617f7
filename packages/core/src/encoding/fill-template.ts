import { InvalidInputError } from '../errors/invalid-input-error.js';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Fills `#name#` placeholders of an XML template; values are escaped. For examples and tests.
 *
 * @throws InvalidInputError `INVALID_TEMPLATE` when a placeholder of the template has no value
 * @example
 * ```ts
 * import { fillTemplate } from '@ksef/core/internal';
 *
 * fillTemplate('<P_2>#number#</P_2>', { number: 'A & B/1' }); // '<P_2>A &amp; B/1</P_2>'
 * ```
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/#([A-Za-z][A-Za-z0-9_]*)#/g, (_placeholder, name: string) => {
    if (!Object.hasOwn(values, name)) {
      throw new InvalidInputError(`The template contains #${name}#, but no value was passed for it.`, {
        code: 'INVALID_TEMPLATE',
        input: name,
      });
    }
    return String(values[name]).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
  });
}
