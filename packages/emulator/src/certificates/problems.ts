import { Problem } from '../http/index.js';
/** 25003 */
export function csrDiffers(detail: string): Problem {
  return problem(25003, 'Dane w CSR nie zgadzają się z danymi w użytym wektorze uwierzytelniającym.', detail);
}

/** 25004 */
export function badCsr(detail: string): Problem {
  return problem(25004, 'Niepoprawny format CSR lub niepoprawny podpis CSR.', detail);
}

/** 25010 */
export function badCsrKey(): Problem {
  return problem(
    25010,
    'Nieprawidłowy typ lub długość klucza.',
    'Dozwolone klucze: RSA 2048 bitów, EC P-256.',
  );
}

/** 25011 */
export function badCsrAlgorithm(): Problem {
  return problem(25011, 'Nieprawidłowy algorytm podpisu CSR.');
}

/** 25001: no enrolment data for this way to log in. */
export function noEnrollmentData(): Problem {
  return problem(
    25001,
    'Brak możliwości pobrania danych do CSR dla wykorzystanego sposobu uwierzytelnienia.',
  );
}

/** 25002: no enrolment for this way to log in. */
export function noEnrollment(): Problem {
  return problem(
    25002,
    'Brak możliwości złożenia wniosku certyfikacyjnego dla wykorzystanego sposobu uwierzytelnienia.',
  );
}

/** 25005 */
export function unknownEnrollment(referenceNumber: string): Problem {
  return problem(
    25005,
    'Wniosek certyfikacyjny o podanym numerze referencyjnym nie istnieje.',
    `Numer referencyjny: ${referenceNumber}.`,
  );
}

/** 25006 */
export function enrollmentLimitReached(limit: number): Problem {
  return problem(
    25006,
    'Osiągnięto limit możliwych do złożenia wniosków certyfikacyjnych.',
    `Limit: ${limit}.`,
  );
}

/** 25007 */
export function certificateLimitReached(limit: number): Problem {
  return problem(
    25007,
    'Osiągnięto limit dopuszczalnej liczby posiadanych certyfikatów.',
    `Limit: ${limit}.`,
  );
}

/** 25008 */
export function unknownCertificate(): Problem {
  return problem(25008, 'Certyfikat o podanym numerze seryjnym nie istnieje.');
}

/** 25009 */
export function notRevocable(): Problem {
  return problem(
    25009,
    'Nie można odwołać wskazanego certyfikatu, ponieważ jest już odwołany, zablokowany lub nieważny.',
  );
}

function problem(code: number, description: string, ...details: string[]): Problem {
  return new Problem({ status: 400, code, description, details });
}
