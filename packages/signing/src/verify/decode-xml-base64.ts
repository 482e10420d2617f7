import { decodeBase64, SignatureError } from '@ksef/core';
import type { Element } from '@xmldom/xmldom';

/** The bytes of an element whose text is Base64, in lines or not. @throws SignatureError `INVALID_STRUCTURE` */
export function decodeXmlBase64(element: Element): Uint8Array<ArrayBuffer> {
  try {
    return decodeBase64((element.textContent ?? '').replace(/[\s]/g, ''));
  } catch {
    throw new SignatureError(`${element.localName} is not Base64.`, { code: 'INVALID_STRUCTURE' });
  }
}
