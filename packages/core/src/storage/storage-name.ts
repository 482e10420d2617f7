import { sha256 } from '../encoding/sha256.js';

const readableLength = 80;

/**
 * A name for any key, safe in every file system and key-value store: letters, digits, `.`, `_` and `-`. Its beginning
 * is readable. A hash after it distinguishes keys that differ only in other characters, in case, or late in a long
 * text.
 *
 * @example
 * ```ts
 * import { storageName } from '@ksef/core/internal';
 *
 * await storageName('TEST/Nip:5265877635'); // 'TEST_Nip_5265877635-' and 32 hexadecimal digits
 * ```
 */
export async function storageName(key: string): Promise<string> {
  const hash = await sha256(new TextEncoder().encode(key));
  const hex = [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // No name begins with a dot, which would hide the file.
  const readable = key
    .slice(0, readableLength)
    .replace(/[^\w.-]/g, '_')
    .replace(/^\./, '_');
  return `${readable}-${hex}`;
}
