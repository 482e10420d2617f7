import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { CryptoError, decodeBase64, IntegrityError, InvalidInputError } from '@ksef/core';
import {
  checkOptions,
  expects,
  isBytes,
  listOf,
  type OptionChecks,
  quoted,
  required,
  text,
} from '@ksef/core/internal';
import type { PreloadedKey, PublicKeyCertificate } from './public-key-source.js';

/** A public key of KSeF, read and checked. */
export interface PublicKey {
  readonly key: KeyObject;
  readonly publicKeyId: string;
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly usage: readonly string[];
}

const smallestRsaBits = 2048;
const der = expects(
  'DER bytes (a Uint8Array), or their Base64',
  (value) => typeof value === 'string' || isBytes(value),
);
const preloadedChecks: OptionChecks<PreloadedKey> = {
  certificate: der,
  publicKey: der,
  publicKeyId: text,
  validFrom: text,
  validTo: text,
  usage: required(listOf(text)),
};

/**
 * Reads a listed key; its id must be the hash of the key.
 *
 * @throws IntegrityError `PUBLIC_KEY_MISMATCH`
 * @throws CryptoError `INVALID_PUBLIC_KEY`, `WEAK_KEY`
 */
export function readListedKey(listed: PublicKeyCertificate): PublicKey {
  const certificate = readCertificate(toBytes(listed.certificate));
  return makeKey(
    certificate.publicKey,
    listed.publicKeyId,
    Date.parse(listed.validFrom),
    Date.parse(listed.validTo),
    listed.usage,
  );
}

/**
 * Reads a preloaded key.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_PRELOADED_KEY`
 * @throws IntegrityError `PUBLIC_KEY_MISMATCH`
 * @throws CryptoError `INVALID_PUBLIC_KEY`, `WEAK_KEY`
 */
export function readPreloadedKey(given: PreloadedKey): PublicKey {
  checkOptions<PreloadedKey>(given, preloadedChecks, 'preloaded');
  if (given.certificate !== undefined) {
    const certificate = readCertificate(toBytes(given.certificate));
    const validFrom = Date.parse(given.validFrom ?? certificate.validFrom);
    return makeKey(
      certificate.publicKey,
      given.publicKeyId,
      validFrom,
      Date.parse(given.validTo ?? certificate.validTo),
      given.usage,
    );
  }
  if (given.publicKey === undefined || given.validFrom === undefined || given.validTo === undefined) {
    throw new InvalidInputError(
      'A preloaded key needs a certificate, or publicKey with validFrom and validTo.',
      {
        code: 'INVALID_PRELOADED_KEY',
        input: 'preloaded',
      },
    );
  }
  return makeKey(
    readSpki(toBytes(given.publicKey)),
    given.publicKeyId,
    Date.parse(given.validFrom),
    Date.parse(given.validTo),
    given.usage,
  );
}

function makeKey(
  key: KeyObject,
  statedId: string | undefined,
  validFromMs: number,
  validToMs: number,
  usage: readonly string[],
): PublicKey {
  const publicKeyId = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  if (statedId !== undefined && statedId !== publicKeyId) {
    throw new IntegrityError(
      `KSeF's public key id ${quoted(statedId)} does not match its certificate (${publicKeyId}). Do not use the key; report it.`,
      {
        code: 'PUBLIC_KEY_MISMATCH',
      },
    );
  }
  if (Number.isNaN(validFromMs) || Number.isNaN(validToMs)) throw unreadable('its dates cannot be read');
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType === 'rsa' && (bits === undefined || bits < smallestRsaBits)) {
    throw new CryptoError(
      `KSeF's public key ${publicKeyId} has only ${bits} bits. At least ${smallestRsaBits} are required.`,
      {
        code: 'WEAK_KEY',
      },
    );
  }
  return { key, publicKeyId, validFromMs, validToMs, usage };
}

function readCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw unreadable('its certificate cannot be read', cause);
  }
}

function readSpki(der: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch (cause) {
    throw unreadable('it is not a SubjectPublicKeyInfo', cause);
  }
}

function toBytes(value: Uint8Array | string): Uint8Array {
  if (typeof value !== 'string') return value;
  try {
    return decodeBase64(value);
  } catch (cause) {
    throw unreadable('it is not Base64', cause);
  }
}

function unreadable(why: string, cause?: unknown): CryptoError {
  return new CryptoError(`A public key of KSeF is unusable: ${why}.`, { code: 'INVALID_PUBLIC_KEY', cause });
}
