import { SignatureError } from '@ksef/core';
import { shortened } from '@ksef/core/internal';

/** The error for rejected XML. */
export function invalidXml(why: string, cause?: unknown): SignatureError {
  return new SignatureError(`The signed document is rejected: ${shortened(why, 300)}.`, {
    code: 'INVALID_XML',
    cause,
  });
}
