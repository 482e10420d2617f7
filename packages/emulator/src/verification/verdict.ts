import { Problem } from '../http/index.js';
/** One thing that a page has looked at. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** What a verification page says. */
export interface Verdict {
  readonly code: 'KOD I' | 'KOD II';
  readonly valid: boolean;
  readonly checks: readonly Check[];
  /** What is known of the invoice; null when no such file was taken. */
  readonly invoice: Readonly<Record<string, string | null>> | null;
}

export function check(name: string, passed: boolean, reason: string): Check {
  return passed ? { name, passed } : { name, passed, reason };
}

export function verdict(
  code: Verdict['code'],
  checks: readonly Check[],
  invoice: Verdict['invoice'],
): Verdict {
  return { code, valid: checks.every(({ passed }) => passed), checks, invoice };
}

/** Bytes of strict Base64URL: no padding, no unused bits set, nothing else. @throws Problem 400 */
export function strictBase64Url(text: string, name: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (text === '' || bytes.toString('base64url') !== text) throw badLink(`${name} is not strict Base64URL.`);
  return bytes;
}

export function badLink(detail: string): Problem {
  return new Problem({ status: 400, description: `This link cannot be verified: ${detail}` });
}
