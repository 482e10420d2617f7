import { decodeBase64Url, encodeBase64Url } from '../encoding/base64.js';
import { checkKey } from './check-key.js';

// Source: NIST SP 800-38D: AES-GCM is designed for 96 bits.
const nonceLength = 12;

/** A WebCrypto key, declared without the DOM types, which programs for Node do not have. */
export type SealingCryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * The user's key (32 bytes, AES-256-GCM), ready to seal (encrypt) and open (decrypt).
 *
 * @param input - name of the option that holds the key
 * @param what - beginning of the error message, e.g. `The key that seals a session`
 * @throws InvalidInputError `INVALID_KEY`
 */
export async function importSealingKey(input: string, key: unknown, what: string): Promise<SealingCryptoKey> {
  checkKey(input, key, 32, what);
  return crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Encrypts a text with AES-256-GCM: `NONCE.CIPHERTEXT`, each in Base64URL.
 *
 * @param boundTo - the place of the text; it can only be opened with the same value
 * @example
 * ```ts
 * import { importSealingKey, openSealed, seal } from '@ksef/core/internal';
 *
 * const bytes = crypto.getRandomValues(new Uint8Array(32)); // from your secret store
 * const key = await importSealingKey('sealingKey', bytes, 'The key that seals notes');
 * const sealed = await seal(key, 'secret', 'notes/1');
 * await openSealed(key, sealed, 'notes/1'); // 'secret'
 * ```
 */
export async function seal(key: SealingCryptoKey, text: string, boundTo?: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
  const bytes = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, boundTo), key, bytes);
  return `${encodeBase64Url(nonce)}.${encodeBase64Url(new Uint8Array(sealed))}`;
}

/**
 * The text that {@link seal} encrypted. Also opens what earlier versions wrote in Base64 with padding.
 *
 * @throws an untyped error when the key is wrong or the text was changed: the caller reports what could not be opened
 */
export async function openSealed(key: SealingCryptoKey, sealed: string, boundTo?: string): Promise<string> {
  const [nonce = '', body = '', ...rest] = sealed.split('.').map(unpadded);
  if (rest.length > 0) throw new Error('not sealed');
  const text = await crypto.subtle.decrypt(
    algorithm(decodeBase64Url(nonce), boundTo),
    key,
    decodeBase64Url(body),
  );
  return new TextDecoder().decode(text);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, boundTo: string | undefined): AesGcmParams {
  const additionalData = boundTo === undefined ? undefined : new TextEncoder().encode(boundTo);
  return { name: 'AES-GCM', iv, ...(additionalData && { additionalData }) };
}

function unpadded(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
