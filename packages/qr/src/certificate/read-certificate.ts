import { InvalidInputError, KsefError } from '@ksef/core';
import { type DerElement, derChildren, derElement } from './der.js';

/** The fields of a certificate that a code needs. */
export interface CodeCertificate {
  /** Upper-case hexadecimal, 16 digits or more. */
  readonly serialNumber: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** First byte of the `keyUsage` extension; undefined if it is missing. */
  readonly keyUsage: number | undefined;
  readonly keyType: 'EC' | 'RSA';
  /** The public key, DER. */
  readonly spki: Uint8Array<ArrayBuffer>;
}

const keyUsageOid = '551D0F';
// The object identifier of the key's algorithm, with its curve.
const keyTypes: Readonly<Record<string, CodeCertificate['keyType']>> = {
  '2A864886F70D010101': 'RSA',
  '2A8648CE3D02012A8648CE3D030107': 'EC',
};

/**
 * Reads the few fields of an X.509 certificate (RFC 5280) that a code needs.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`, `UNSUPPORTED_KEY`
 */
export function readCertificate(der: Uint8Array): CodeCertificate {
  try {
    return read(der);
  } catch (cause) {
    if (cause instanceof KsefError) throw cause;
    throw new InvalidInputError('The certificate cannot be read: X.509 in DER is needed.', {
      code: 'INVALID_CERTIFICATE',
      input: 'certificate',
      cause,
    });
  }
}

function read(der: Uint8Array): CodeCertificate {
  const [tbs] = derChildren(derElement(der));
  const fields = tbs === undefined ? [] : derChildren(tbs);
  // The version is the only field before the serial number, and optional.
  const [serial, , , validity, , spki, ...others] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = validity === undefined ? [] : derChildren(validity);
  const [algorithm] = spki === undefined ? [] : derChildren(spki);
  if (serial === undefined || spki === undefined || algorithm === undefined)
    throw new RangeError('The certificate lacks fields.');
  const keyType =
    keyTypes[
      derChildren(algorithm)
        .map(({ content }) => hex(content))
        .join('')
    ];
  if (keyType === undefined) {
    throw new InvalidInputError(
      'The certificate has a key that KSeF does not take for codes: RSA or EC on P-256 is needed.',
      { code: 'UNSUPPORTED_KEY', input: 'certificate' },
    );
  }
  return {
    serialNumber: hex(serial.content)
      .replace(/^00(?=..)/, '')
      .padStart(16, '0'),
    validFrom: timeOf(notBefore),
    validTo: timeOf(notAfter),
    keyUsage: keyUsageOf(others),
    keyType,
    spki: new Uint8Array(spki.bytes),
  };
}

/**
 * Whether codes may be signed with it; undefined if the certificate does not specify it. Source: certyfikaty-KSeF.md,
 * nonRepudiation.
 */
export function isOffline({ keyUsage }: CodeCertificate): boolean | undefined {
  return keyUsage === undefined ? undefined : (keyUsage & 0x40) !== 0;
}

function keyUsageOf(fields: readonly DerElement[]): number | undefined {
  const wrapper = fields.find(({ tag }) => tag === 0xa3);
  const [list] = wrapper === undefined ? [] : derChildren(wrapper);
  for (const extension of list === undefined ? [] : derChildren(list)) {
    const parts = derChildren(extension);
    const value = parts.at(-1);
    // The octet string contains a bit string: tag, length, number of unused bits, bits.
    if (parts[0] !== undefined && value !== undefined && hex(parts[0].content) === keyUsageOid)
      return derElement(value.content).content[1];
  }
  return undefined;
}

/** `YYMMDDHHMMSSZ`, or the same with a year of four digits. */
function timeOf(element: DerElement | undefined): Date {
  const digits = String.fromCharCode(...(element?.content ?? [])).slice(0, -1);
  // RFC 5280, 4.1.2.5.1: two-digit years below 50 belong to this century.
  const full = digits.length === 12 ? (digits < '5' ? '20' : '19') + digits : digits;
  const date = new Date(full.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(date.getTime())) throw new RangeError('The certificate has no valid dates.');
  return date;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text.toUpperCase();
}
