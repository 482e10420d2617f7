import type { ErrorObject } from 'ajv';
import { invalidInput, malformed, missing, unreadable } from './input/problems.js';
import type { Problem } from './problem.js';

type Facts = Readonly<Record<string, unknown>>;

const formatFaults: Readonly<Record<string, (name: string) => string>> = {
  byte: (name) => `'${name}' nie jest prawidłowym ciągiem Base64.`,
  sha256: (name) => `'${name}' musi być skrótem SHA-256 w Base64.`,
  iv: (name) => `'${name}' musi mieć długość 16 bajtów.`,
};

/**
 * The refusal that a body's violations of its schema stand for. What cannot be read at all is 21001 and named alone; what
 * can be read but is not valid is 21405, with one detail for each member.
 */
export function describeErrors(errors: readonly ErrorObject[]): Problem {
  const details = new Map<string, string>();
  for (const error of errors) {
    const name = nameOf(error);
    if (isUnreadable(error)) return unreadable(name);
    // The first one says why: what is too short does not fit its pattern either.
    if (!details.has(name)) details.set(name, describe(name, error));
  }
  return invalidInput(...details.values());
}

/** Type, value of an enumeration, instant: the server fails to make an object of the JSON. Days are checked as texts. */
function isUnreadable({ keyword, data, parentSchema }: ErrorObject): boolean {
  const { format } = (parentSchema ?? {}) as Facts;
  if (data === null || data === undefined || format === 'date') return false;
  return keyword === 'type' || keyword === 'enum' || (keyword === 'format' && format === 'date-time');
}

function describe(name: string, { keyword, data, parentSchema }: ErrorObject): string {
  const facts = (parentSchema ?? {}) as Facts;
  if (keyword === 'required' || data === null || data === undefined || data === '')
    return detailOf(missing(name));
  switch (keyword) {
    case 'minLength':
    case 'maxLength':
      return `'${name}' musi mieć od ${facts.minLength ?? 0} do ${facts.maxLength} znaków.`;
    case 'minItems':
    case 'maxItems':
      return Array.isArray(data) && data.length === 0
        ? detailOf(missing(name))
        : `'${name}' musi mieć od ${facts.minItems ?? 0} do ${facts.maxItems ?? '∞'} elementów.`;
    case 'minimum':
    case 'maximum':
      return numberFault(name, facts, data);
    case 'format':
      return formatFaults[String(facts.format)]?.(name) ?? detailOf(malformed(name));
    default:
      return detailOf(malformed(name));
  }
}

function numberFault(name: string, { minimum, maximum }: Facts, data: unknown): string {
  if (maximum === undefined && minimum === 1) return `'${name}' musi być liczbą całkowitą większą od 0.`;
  if (minimum === 1 && Number(data) > Number(maximum))
    return `'${name.split('.').at(-1)}' must be less than or equal to '${maximum}'.`;
  return `'${name}' musi być liczbą całkowitą z zakresu ${minimum ?? 0}-${maximum ?? 2 ** 31 - 1}.`;
}

/** The member in dot notation, elements of lists by their index; `body` for the whole. */
function nameOf({ instancePath, keyword, params }: ErrorObject): string {
  const steps = instancePath.split('/').slice(1);
  if (keyword === 'required') steps.push(String((params as Facts).missingProperty));
  if (steps.length === 0) return 'body';
  return steps.reduce(
    (name, step) => (/^\d+$/.test(step) ? `${name}[${step}]` : name === '' ? step : `${name}.${step}`),
    '',
  );
}

function detailOf({ details }: Problem): string {
  return details[0] ?? '';
}
