import { Problem } from '../../http/index.js';
/** 21001: no XML that could be read. */
export function unreadable(detail: string): Problem {
  return new Problem({ status: 400, code: 21001, description: 'Nieczytelna treść.', details: [detail] });
}

/** 21217: another encoding than UTF-8. */
export function wrongEncoding(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 21217,
    description: 'Nieprawidłowe kodowanie znaków.',
    details: [detail],
  });
}

/** 9101: no document that can be signed here. */
export function invalidDocument(detail: string): Problem {
  return new Problem({ status: 400, code: 9101, description: 'Nieprawidłowy dokument.', details: [detail] });
}

/** 9102 */
export function signatureMissing(): Problem {
  return new Problem({ status: 400, code: 9102, description: 'Brak podpisu.' });
}

/** 9103 */
export function tooManySignatures(): Problem {
  return new Problem({
    status: 400,
    code: 9103,
    description: 'Przekroczona liczba dozwolonych podpisów.',
  });
}

/** 9105 with what is wrong about the signature. */
export function invalidSignature(...details: readonly string[]): Problem {
  return new Problem({ status: 400, code: 9105, description: 'Nieprawidłowy podpis.', details });
}

/** 9105: a signature, but none of an accepted XAdES profile. */
export function wrongProfile(detail: string): Problem {
  return invalidSignature('Format podpisu niezgodny z akceptowanymi profilami XAdES.', detail);
}

/** 9105: an algorithm or key that is too weak or unknown. */
export function unsupportedAlgorithm(detail: string): Problem {
  return invalidSignature('Podpis złożony z użyciem niewspieranego algorytmu kryptograficznego.', detail);
}

/** 21401 with the validator's text. */
export function schemaViolation(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 21401,
    description: 'Dokument nie jest zgodny ze schemą (xsd).',
    details: [detail],
  });
}

/** 21115: the certificate lacks, or spells wrongly, what names its subject. */
export function invalidCertificate(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 21115,
    description: 'Nieprawidłowy certyfikat.',
    details: [detail],
  });
}
