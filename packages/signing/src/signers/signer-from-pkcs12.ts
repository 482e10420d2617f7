import { InvalidInputError, isBytes } from '@ksef/core';
import type { asn1, pkcs12 } from 'node-forge';
import type { Signer } from './signer.js';
import { signerFromKeyObject } from './signer-from-key-object.js';
import type { SignerOptions } from './signer-options.js';
import { wrongPassphrase } from './wrong-passphrase.js';

/** A PKCS#12 file (`.p12`, `.pfx`) and its passphrase. */
export interface Pkcs12Input {
  /** The bytes of the file. */
  readonly pkcs12: Uint8Array;
  /** Default: none, which is rare. A secret. */
  readonly passphrase?: string | undefined;
}

/**
 * A signer from a PKCS#12 file, of today's kind (PBES2 with AES) or of the old one (3DES, RC2).
 *
 * Of several certificates the one that fits the key signs; the others go along as its chain.
 *
 * @throws InvalidInputError `INVALID_PKCS12`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`, and what {@link signerFromKeyObject} throws
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { signerFromPkcs12 } from '@ksef/signing';
 *
 * const signer = await signerFromPkcs12({
 *   pkcs12: await readFile('seal.p12'),
 *   passphrase: process.env.P12_PASSPHRASE,
 * });
 * ```
 */
export async function signerFromPkcs12(
  { pkcs12, passphrase }: Pkcs12Input,
  options: SignerOptions = {},
): Promise<Signer> {
  const { createPrivateKey, createPublicKey, X509Certificate } = await import('node:crypto');
  const { certificates, key } = await openPkcs12(pkcs12, passphrase);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const index = certificates.findIndex((der) => {
    try {
      return new X509Certificate(der).publicKey.equals(publicKey);
    } catch {
      return false;
    }
  });
  // None fits: let the ordinary check say so of the first.
  const [own] = certificates.splice(Math.max(index, 0), 1);
  if (own === undefined) throw invalid('INVALID_PKCS12', 'The PKCS#12 file has no certificate in it.');
  return signerFromKeyObject({ certificate: [own, ...certificates], key: privateKey }, options);
}

async function openPkcs12(
  bytes: Uint8Array,
  passphrase: string | undefined,
): Promise<{ certificates: Uint8Array[]; key: Buffer }> {
  const { default: forge } = await import('node-forge');
  const given = passphrase ?? '';
  if (!isBytes(bytes))
    throw invalid(
      'INVALID_PKCS12',
      'The bytes of the PKCS#12 file (Uint8Array) are needed, not its path or Base64.',
    );
  let parsed: asn1.Asn1;
  try {
    parsed = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
  } catch {
    throw invalid('INVALID_PKCS12', 'This is no PKCS#12 file, or it is damaged.');
  }
  let file: pkcs12.Pkcs12Pfx;
  try {
    file = decrypted();
  } catch (error) {
    // forge tells only in words; whatever is not about the passphrase is about the file.
    if (isUnsealed(parsed) || /password|MAC could not be verified|Failed to decrypt/i.test(String(error))) {
      if (passphrase === undefined)
        throw invalid(
          'PASSPHRASE_REQUIRED',
          'The PKCS#12 file is encrypted: give its passphrase.',
          'passphrase',
        );
      throw wrongPassphrase('the PKCS#12 file', passphrase);
    }
    throw invalid(
      'INVALID_PKCS12',
      'This is no PKCS#12 file, it is damaged, or encrypted in an unknown way.',
    );
  }
  const bagsOf = (oid: string | undefined) => file.getBags({ bagType: oid as string })[oid as string] ?? [];
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids;
  const certificates = bagsOf(certBag).map((bag) =>
    toDer(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1),
  );
  const keys = [...bagsOf(pkcs8ShroudedKeyBag), ...bagsOf(keyBag)].map((bag) =>
    bag.key ? toDer(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))) : toDer(bag.asn1),
  );
  const [key, ...others] = keys;
  if (key === undefined || others.length > 0) {
    throw invalid('INVALID_PKCS12', `The PKCS#12 file has ${keys.length} keys in it; one is needed.`);
  }
  return { certificates, key };

  function decrypted(): pkcs12.Pkcs12Pfx {
    try {
      return forge.pkcs12.pkcs12FromAsn1(parsed, false, given);
    } catch (error) {
      // forge cuts characters to bytes where PBES2 has UTF-8. The MAC, which has it right, is verified by now.
      const utf8 = Buffer.from(given).toString('binary');
      if (utf8 === given || String(error).includes('MAC')) throw error;
      const [version, contents] = parsed.value as asn1.Asn1[];
      const withoutMac = { ...parsed, value: [version, contents] } as asn1.Asn1;
      return forge.pkcs12.pkcs12FromAsn1(withoutMac, false, utf8);
    }
  }

  /** Without a MAC, one of 256 wrong passphrases decrypts to something, and only that is seen to be wrong. */
  function isUnsealed({ value }: asn1.Asn1): boolean {
    if (!Array.isArray(value) || value.length !== 2) return false;
    return (value[0] as asn1.Asn1).type === forge.asn1.Type.INTEGER;
  }

  function toDer(value: asn1.Asn1): Buffer {
    return Buffer.from(forge.asn1.toDer(value).getBytes(), 'binary');
  }
}

function invalid(code: string, message: string, input = 'pkcs12'): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
