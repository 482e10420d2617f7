import { Problem } from '../http/index.js';
/** 21173: no such session in this context. */
export function unknownSession(referenceNumber: string): Problem {
  return new Problem({
    status: 400,
    code: 21173,
    description: 'Brak sesji o wskazanym numerze referencyjnym.',
    details: [`Sesja o numerze referencyjnym ${referenceNumber} nie została znaleziona.`],
  });
}

/** 21180: the session's status stands in the way; `what` ends the sentence. */
export function statusForbids(code: number, what: string): Problem {
  return new Problem({
    status: 400,
    code: 21180,
    description: 'Status sesji nie pozwala na wykonanie operacji.',
    details: [`Status sesji ${code} uniemożliwia ${what}.`],
  });
}

/** 21178: no such UPO. */
export function unknownUpo(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 21178,
    description: 'Nie znaleziono UPO dla podanych kryteriów.',
    details: [detail],
  });
}
