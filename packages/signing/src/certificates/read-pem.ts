import { decodeBase64 } from '@ksef/core';

/** One block of a PEM text. */
export interface PemBlock {
  /** e.g. `CERTIFICATE`, `RSA PRIVATE KEY`. */
  readonly label: string;
  /** The header fields of an encrypted key in OpenSSL's legacy format; undefined in other blocks. */
  readonly encryption: { readonly cipher: string; readonly iv: string } | undefined;
  /** DER, encrypted if `encryption` is set; undefined if the block is not Base64. */
  readonly der: Uint8Array<ArrayBuffer> | undefined;
}

// A key with its whole chain has a few kilobytes.
const mostCharacters = 1_000_000;
const mostBlocks = 100;
const longestLabel = 64;
const begin = '-----BEGIN ';
const dashes = '-----';

/**
 * The blocks of a PEM text. Line breaks may be those of any system, spaces, or `\n` as two characters, as in
 * environment variables. Text between blocks is skipped.
 *
 * If the text exceeds a megabyte or 100 blocks, nothing is read.
 */
export function readPem(text: string): readonly PemBlock[] {
  if (text.length > mostCharacters) return [];
  const plain = text.replaceAll('\\r', '\n').replaceAll('\\n', '\n');
  // Each part begins with a label and ends where the next block begins.
  const parts = plain.split(begin, mostBlocks + 2).slice(1);
  if (parts.length > mostBlocks) return [];
  return parts.flatMap((part) => {
    const labelEnd = part.indexOf(dashes);
    const label = part.slice(0, labelEnd);
    const end = part.indexOf(`-----END ${label}${dashes}`);
    return labelEnd > 0 && labelEnd <= longestLabel && end > 0
      ? [readBlock(label, part.slice(labelEnd + dashes.length, end))]
      : [];
  });
}

function readBlock(label: string, body: string): PemBlock {
  const headers = /Proc-Type: ?4, ?ENCRYPTED\s{1,9}DEK-Info: ?([\w-]{1,40}), ?([\dA-Fa-f]{1,64})/.exec(body);
  const [all = '', cipher = '', iv = ''] = headers ?? [];
  const base64 = body.slice((headers?.index ?? 0) + all.length).replace(/\s/g, '');
  return { label, encryption: headers === null ? undefined : { cipher, iv }, der: decoded(base64) };
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return base64 === '' ? undefined : decodeBase64(base64);
  } catch {
    return undefined;
  }
}
