import { InvalidInputError } from '@ksef/core';
import type { BaseBlock } from 'asn1js';
import type { Asn1Reader } from './asn1.js';
import { pbkdf2Key, pkcs12Key, purposes, type Rounds } from './derive-key.js';

/** The protection of a file: its passphrase in the form that its MAC was made with, and the remaining rounds. */
export interface Protection {
  /** Undefined: no passphrase, which differs from an empty one. */
  readonly passphrase: string | undefined;
  readonly rounds: Rounds;
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const oldRc2: Readonly<Record<string, number>> = {
  '1.2.840.113549.1.12.1.5': 128,
  '1.2.840.113549.1.12.1.6': 40,
};
const oldTripleDes = '1.2.840.113549.1.12.1.3';
const ciphers: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};
/** HMACs by their object identifiers. */
export const hmacHashes: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** Decrypts by an `AlgorithmIdentifier`. A wrong passphrase can cause any error. */
export async function decrypt(
  asn1: Asn1Reader,
  algorithm: BaseBlock | undefined,
  content: Uint8Array,
  { passphrase, rounds }: Protection,
): Promise<Uint8Array> {
  const [name, parameters] = asn1.children(algorithm);
  const oid = asn1.oid(name);
  const { createDecipheriv } = await import('node:crypto');
  const decipher = (cipher: string, key: Uint8Array, iv: Uint8Array) => {
    const state = createDecipheriv(cipher, key, iv);
    return new Uint8Array(Buffer.concat([state.update(content), state.final()]));
  };
  if (oid === pbes2) {
    const [derivation, encryption] = asn1.children(parameters);
    const [cipherName, iv] = asn1.children(encryption);
    const [cipher, length] = ciphers[asn1.oid(cipherName)] ?? unsupported(asn1.oid(cipherName));
    const how = readPbkdf2(asn1, derivation, length);
    return decipher(cipher, await pbkdf2Key(passphrase ?? '', how, rounds), asn1.octets(iv));
  }
  const bits = oid === oldTripleDes ? 192 : (oldRc2[oid] ?? unsupported(oid));
  const [salt, iterations] = asn1.children(parameters);
  const how = { salt: asn1.octets(salt), iterations: asn1.number(iterations), hash: 'sha1' };
  const key = await pkcs12Key(passphrase, { ...how, length: bits / 8, purpose: purposes.key }, rounds);
  const iv = await pkcs12Key(passphrase, { ...how, length: 8, purpose: purposes.iv }, rounds);
  return oid === oldTripleDes ? decipher('des-ede3-cbc', key, iv) : decryptRc2(key, iv, content);
}

/** The parameters of PBKDF2. `length` applies if they do not specify it. */
export function readPbkdf2(asn1: Asn1Reader, derivation: BaseBlock | undefined, length: number) {
  const [name, parameters] = asn1.children(derivation);
  if (asn1.oid(name) !== pbkdf2) unsupported(asn1.oid(name));
  const [salt, iterations, ...more] = asn1.children(parameters);
  const keyLength = asn1.isInteger(more[0]) ? asn1.number(more.shift()) : length;
  const prf = more[0] === undefined ? '1.2.840.113549.2.7' : asn1.oid(asn1.children(more[0])[0]);
  if (keyLength > 64) unsupported('a longer key');
  return {
    salt: asn1.octets(salt),
    iterations: asn1.number(iterations),
    length: keyLength,
    hash: hmacHashes[prf] ?? unsupported(prf),
  };
}

/** Old files of Windows and of banks. OpenSSL 3 no longer supports RC2, so node-forge decrypts it. */
async function decryptRc2(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
  const { default: forge } = await import('node-forge');
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const decipher = forge.rc2.createDecryptionCipher(text(key), key.length * 8);
  decipher.start(text(iv));
  decipher.update(forge.util.createBuffer(text(content)));
  if (!decipher.finish()) throw new Error('bad decrypt');
  return new Uint8Array(Buffer.from(decipher.output.getBytes(), 'latin1'));
}

/** @throws InvalidInputError `UNSUPPORTED_ENCRYPTION` */
export function unsupported(what: string): never {
  throw new InvalidInputError(
    `The PKCS#12 file is protected in a way that is not supported (${what}). Export it with AES-256 and SHA-256: openssl pkcs12 -export.`,
    { code: 'UNSUPPORTED_ENCRYPTION', input: 'pkcs12' },
  );
}
