import { Problem } from '../problem.js';
/** 21405 with the validator's texts. */
export function invalidInput(...details: string[]): Problem {
  return new Problem({
    status: 400,
    code: 21405,
    description: 'Błąd walidacji danych wejściowych.',
    details,
  });
}

/** 21405: a member that has to be there is not. */
export function missing(name: string): Problem {
  return invalidInput(`'${name}' jest wymagane.`);
}

/** 21405: a text in another form than the member has. */
export function malformed(name: string): Problem {
  return invalidInput(`'${name}' ma nieprawidłowy format.`);
}

/** 21001: a member of the wrong type, an unknown enum value, or an invalid date. KSeF then stops validating. */
export function unreadable(name: string): Problem {
  return new Problem({
    status: 400,
    code: 21001,
    description: 'Nieczytelna treść.',
    details: [`Nie można odczytać wartości '${name}'.`],
  });
}

/** A number out of its range, in the words of KSeF's validator. */
export function rangeFault(name: string, least: number, most: number, entered: unknown): string {
  return `'${name}' must be between ${least} and ${most}. You entered ${entered}.`;
}
