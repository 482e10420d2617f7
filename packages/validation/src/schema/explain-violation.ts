import { shorten } from '../reading/vat-number.js';
import type { Texts } from '../texts.js';

/** A schema violation in our own words. */
export interface ExplainedViolation {
  /** `schema-…`. */
  readonly rule: string;
  readonly message: Texts;
  readonly fix: Texts;
}

/**
 * Explains a message of libxml2.
 *
 * @param name - the element or attribute concerned
 * @param isKnown - whether the schema has an element of a name anywhere
 */
export function explainViolation(
  text: string,
  name: string,
  isKnown: (name: string) => boolean,
): ExplainedViolation {
  const facet = between(text, "[facet '", "']");
  if (facet !== undefined) return explainFacet(facet, text, name);
  const expected = expectedNames(text);
  if (text.includes('This element is not expected')) return unexpected(name, expected, isKnown(name));
  if (text.includes('Missing child element')) return missing(name, expected);
  if (text.includes('No matching global declaration')) return wrongRoot(name);
  const attribute = between(text, "The attribute '", "'");
  if (attribute !== undefined) return wrongAttribute(name, attribute, text.includes('required'));
  if (text.includes('Character content')) return strayText(name);
  if (text.includes('Element content is not allowed')) return strayElements(name);
  const value = between(text, "': '", "' is not a valid value");
  return explainType(name, value, between(text, "type '", "'"));
}

function explainFacet(facet: string, text: string, name: string): ExplainedViolation {
  const value = shorten(between(text, "The value '", "'") ?? '');
  const lastNumber = text.match(/'(\d{1,12})'\.?\s*$/)?.[1] ?? '';
  switch (facet) {
    case 'enumeration': {
      const set = shortenList(between(text, '{', '}') ?? '');
      return {
        rule: 'schema-enumeration',
        message: {
          en: `${name}: "${value}" is not one of the allowed values: ${set}.`,
          pl: `${name}: wartość "${value}" nie należy do dozwolonych: ${set}.`,
        },
        fix: { en: 'Use one of the allowed values.', pl: 'Użyj jednej z dozwolonych wartości.' },
      };
    }
    case 'pattern':
      return {
        rule: 'schema-pattern',
        message: {
          en: `${name}: "${value}" does not have the required form.`,
          pl: `${name}: wartość "${value}" nie ma wymaganej postaci.`,
        },
        fix: {
          en: 'Amounts have a point and no spaces (123.45); other fields follow their pattern.',
          pl: 'Kwoty zapisuje się z kropką, bez spacji (123.45); inne pola według ich wzorca.',
        },
      };
    case 'maxLength':
    case 'minLength':
    case 'length':
      return {
        rule: 'schema-length',
        message: {
          en: `${name} has the wrong length: ${lengthOf(text)} characters, ${limit(facet, 'en')} ${lastNumber}.`,
          pl: `${name} ma złą długość: ${lengthOf(text)} znaków, ${limit(facet, 'pl')} ${lastNumber}.`,
        },
        fix:
          facet === 'minLength'
            ? { en: 'Fill the field, or leave it out.', pl: 'Wypełnij pole albo je pomiń.' }
            : { en: 'Shorten the text.', pl: 'Skróć tekst.' },
      };
    case 'totalDigits':
    case 'fractionDigits':
      return {
        rule: 'schema-digits',
        message: {
          en: `${name}: "${value}" has too many digits${facet === 'fractionDigits' ? ' after the point' : ''}: at most ${lastNumber}.`,
          pl: `${name}: wartość "${value}" ma za dużo cyfr${facet === 'fractionDigits' ? ' po kropce' : ''}: najwyżej ${lastNumber}.`,
        },
        fix: { en: 'Round the number.', pl: 'Zaokrąglij liczbę.' },
      };
    default:
      return {
        rule: 'schema-range',
        message: {
          en: `${name}: "${value}" is out of the allowed range.`,
          pl: `${name}: wartość "${value}" jest poza dozwolonym zakresem.`,
        },
        fix: { en: 'Use a value within the range of the schema.', pl: 'Użyj wartości z zakresu schematu.' },
      };
  }
}

function limit(facet: string, language: 'en' | 'pl'): string {
  if (facet === 'length') return language === 'en' ? 'exactly' : 'dokładnie';
  if (facet === 'maxLength') return language === 'en' ? 'at most' : 'najwyżej';
  return language === 'en' ? 'at least' : 'co najmniej';
}

function lengthOf(text: string): string {
  return between(text, "length of '", "'") ?? '?';
}

function unexpected(name: string, expected: string, isKnown: boolean): ExplainedViolation {
  const instead =
    expected === ''
      ? { en: '', pl: '' }
      : { en: ` Here comes: ${expected}.`, pl: ` Tu jest miejsce na: ${expected}.` };
  return isKnown
    ? {
        rule: 'schema-element-order',
        message: {
          en: `${name} may not stand here: it is in the wrong place, or repeated, or something before it is missing.${instead.en}`,
          pl: `${name} nie może tu wystąpić: jest w złym miejscu, powtórzony albo czegoś przed nim brakuje.${instead.pl}`,
        },
        fix: {
          en: 'Put the elements into the order of the schema.',
          pl: 'Ułóż elementy w kolejności ze schematu.',
        },
      }
    : {
        rule: 'schema-unknown-element',
        message: {
          en: `The form has no element ${name}.${instead.en}`,
          pl: `Formularz nie ma elementu ${name}.${instead.pl}`,
        },
        fix: {
          en: 'Remove it, or correct its name or namespace.',
          pl: 'Usuń go albo popraw jego nazwę lub przestrzeń nazw.',
        },
      };
}

function missing(name: string, expected: string): ExplainedViolation {
  return {
    rule: 'schema-missing-element',
    message: {
      en: `${name} is incomplete. Missing: ${expected}.`,
      pl: `${name} jest niekompletny. Brakuje: ${expected}.`,
    },
    fix: { en: 'Add what is missing.', pl: 'Dodaj brakujące elementy.' },
  };
}

function wrongRoot(name: string): ExplainedViolation {
  return {
    rule: 'schema-root',
    message: {
      en: `${name} is not the root of the form.`,
      pl: `${name} nie jest elementem głównym formularza.`,
    },
    fix: {
      en: 'Check the name and the namespace of the root.',
      pl: 'Sprawdź nazwę i przestrzeń nazw elementu głównego.',
    },
  };
}

function wrongAttribute(name: string, attribute: string, isRequired: boolean): ExplainedViolation {
  return {
    rule: 'schema-attribute',
    message: isRequired
      ? { en: `${name} needs the attribute ${attribute}.`, pl: `${name} wymaga atrybutu ${attribute}.` }
      : {
          en: `${name} may not have the attribute ${attribute}.`,
          pl: `${name} nie może mieć atrybutu ${attribute}.`,
        },
    fix: isRequired ? { en: 'Add it.', pl: 'Dodaj go.' } : { en: 'Remove it.', pl: 'Usuń go.' },
  };
}

function strayText(name: string): ExplainedViolation {
  return {
    rule: 'schema-content',
    message: { en: `${name} may not hold text of its own.`, pl: `${name} nie może zawierać tekstu.` },
    fix: { en: 'Remove the text between its elements.', pl: 'Usuń tekst między elementami.' },
  };
}

function strayElements(name: string): ExplainedViolation {
  return {
    rule: 'schema-content',
    message: {
      en: `${name} may hold text only, no elements.`,
      pl: `${name} może zawierać tylko tekst, bez elementów.`,
    },
    fix: { en: 'Remove the elements inside it.', pl: 'Usuń elementy w jego wnętrzu.' },
  };
}

function explainType(name: string, value: string | undefined, type: string | undefined): ExplainedViolation {
  const shown = shorten(value ?? '');
  const kind = shorten((type ?? '').replace(/^\{[^{}]{0,300}\}/, ''));
  return {
    rule: 'schema-value',
    message: {
      en: `${name}: "${shown}" is not a valid value${kind === '' ? '' : ` of ${kind}`}.`,
      pl: `${name}: "${shown}" nie jest poprawną wartością${kind === '' ? '' : ` typu ${kind}`}.`,
    },
    fix: {
      en: 'Dates are written 2026-02-01, times 2026-02-01T12:00:00Z, numbers with a point.',
      pl: 'Daty zapisuje się 2026-02-01, czas 2026-02-01T12:00:00Z, liczby z kropką.',
    },
  };
}

/** Names from `Expected is one of ( {namespace}A, {namespace}B )`, without their namespaces. */
function expectedNames(text: string): string {
  const list = between(text, '( ', ' )') ?? '';
  return shortenList(list.replace(/\{[^{}]{0,300}\}/g, ''));
}

function shortenList(list: string): string {
  const all = list.split(', ').map((one) => one.replace(/'/g, ''));
  return all.length <= 12 ? all.join(', ') : `${all.slice(0, 12).join(', ')} …`;
}

function between(text: string, start: string, end: string): string | undefined {
  const from = text.indexOf(start);
  if (from === -1) return undefined;
  const to = text.indexOf(end, from + start.length);
  return to === -1 ? undefined : text.slice(from + start.length, to);
}
