import { InvalidInputError } from '@ksef/core';

/** Text of UTF-8 bytes without a byte-order mark. @throws InvalidInputError `INVALID_ENCODING` */
export function decodeUtf8(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new InvalidInputError(
      'The invoice begins with a byte-order mark, which KSeF rejects. Save it as UTF-8 without BOM.',
      {
        code: 'INVALID_ENCODING',
        input: 'invoice',
      },
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidInputError(
      'The invoice is not UTF-8, the only encoding that KSeF accepts. Save it as UTF-8 without BOM.',
      {
        code: 'INVALID_ENCODING',
        input: 'invoice',
        cause,
      },
    );
  }
}
