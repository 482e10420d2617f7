import { InvalidInputError, KsefError } from '@ksef/core';
import { isBytes } from '@ksef/core/internal';
import type { BaseBlock } from 'asn1js';
import { wrongPassphrase } from '../wrong-passphrase.js';
import { type Asn1Reader, asn1Reader } from './asn1.js';
import { decrypt, type Protection, unsupported } from './decrypt.js';
import { roundsOfFile } from './derive-key.js';
import { readBags, type SafeBags } from './read-bags.js';
import { isMacRight } from './verify-mac.js';

// A key and its whole chain have some kilobytes.
const mostBytes = 1_000_000;
const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';

/**
 * The keys and certificates of a PKCS#12 file.
 *
 * Source: RFC 7292; RFC 9579 for PBMAC1.
 *
 * @throws InvalidInputError `INVALID_PKCS12`, `UNSUPPORTED_ENCRYPTION`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`
 */
export async function openPkcs12(
  bytes: Uint8Array,
  passphrase: string | undefined,
  signal: AbortSignal | undefined,
): Promise<SafeBags> {
  if (!isBytes(bytes))
    throw invalidPkcs12('Give the bytes of the PKCS#12 file (Uint8Array), not its path or Base64.');
  if (bytes.length > mostBytes)
    throw invalidPkcs12(`The PKCS#12 file has ${bytes.length} bytes. At most ${mostBytes} are read.`);
  const asn1 = await asn1Reader();
  const { content, mac } = readFile(asn1, bytes);
  const rounds = roundsOfFile(signal);
  // An empty passphrase may mean no passphrase: programs differ.
  for (const candidate of passphrase ? [passphrase] : ['', undefined]) {
    const protection = { passphrase: candidate, rounds };
    try {
      if (mac !== undefined && !(await isMacRight(asn1, mac, content, candidate, rounds))) continue;
      return await readSafes(asn1, content, protection);
    } catch (error) {
      if (error instanceof KsefError || signal?.aborted) throw error;
      // Without a MAC, a wrong passphrase shows only in the decrypted content.
      if (mac !== undefined) throw invalidPkcs12('The PKCS#12 file is damaged.');
    }
  }
  if (passphrase !== undefined) throw wrongPassphrase('the PKCS#12 file', passphrase);
  throw new InvalidInputError('The PKCS#12 file is encrypted. Give its passphrase.', {
    code: 'PASSPHRASE_REQUIRED',
    input: 'passphrase',
  });
}

function readFile(asn1: Asn1Reader, bytes: Uint8Array): { content: Uint8Array; mac: BaseBlock | undefined } {
  let type: string;
  let content: Uint8Array;
  let mac: BaseBlock | undefined;
  try {
    const [version, safe, ...more] = asn1.children(asn1.parse(bytes));
    const [name, tagged] = asn1.children(safe);
    if (asn1.number(version) !== 3) throw new TypeError('Another version.');
    type = asn1.oid(name);
    content = type === data ? asn1.octets(asn1.children(tagged)[0]) : new Uint8Array();
    [mac] = more;
  } catch {
    throw invalidPkcs12('This is not a PKCS#12 file, or it is damaged.');
  }
  if (type !== data) unsupported('a signature instead of a passphrase');
  return { content, mac };
}

async function readSafes(asn1: Asn1Reader, content: Uint8Array, protection: Protection): Promise<SafeBags> {
  const bags: SafeBags = { keys: [], certificates: [] };
  for (const info of asn1.children(asn1.parse(content))) {
    const [name, tagged] = asn1.children(info);
    const type = asn1.oid(name);
    const [inner] = asn1.children(tagged);
    if (type === data) await readBags(asn1, asn1.octets(inner), protection, bags);
    else if (type === encryptedData) {
      const [, encrypted] = asn1.children(inner);
      const [, algorithm, cipherText] = asn1.children(encrypted);
      const safe = await decrypt(asn1, algorithm, asn1.octets(cipherText), protection);
      await readBags(asn1, safe, protection, bags);
    } else unsupported(type);
  }
  return bags;
}

/** The error for an unusable file. */
export function invalidPkcs12(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_PKCS12', input: 'pkcs12' });
}
