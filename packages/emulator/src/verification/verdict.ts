import { Problem } from '../http/index.js';
import type { Words } from './words.js';

/** One thing that a page has looked at. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** What that means. */
  readonly words: Words;
}

/** What a verification page says. */
export interface Verdict {
  readonly code: 'KOD I' | 'KOD II';
  readonly valid: boolean;
  readonly checks: readonly Check[];
  /** What is known of the invoice; null when no such file was taken. */
  readonly invoice: Readonly<Record<string, string | null>> | null;
}

/** A link that says nothing which could be verified. */
export class BadLink extends Problem {
  readonly words: Words;

  constructor(words: Words) {
    super({ status: 400, description: `This link cannot be verified: ${words.en}` });
    this.words = words;
  }
}

/** What has been found, with what it means if it is so and if it is not. */
export function check(name: string, passed: boolean, yes: Words, no: Words): Check {
  return { name, passed, words: passed ? yes : no };
}

export function verdict(
  code: Verdict['code'],
  checks: readonly Check[],
  invoice: Verdict['invoice'],
): Verdict {
  return { code, valid: checks.every(({ passed }) => passed), checks, invoice };
}

/** The verdict for programs. */
export function verdictJson({ checks, ...verdict }: Verdict) {
  return {
    ...verdict,
    checks: checks.map(({ name, passed, words }) =>
      passed ? { name, passed } : { name, passed, reason: words.en },
    ),
  };
}

/** Bytes of strict Base64URL: no padding, no unused bits set, nothing else. @throws BadLink */
export function strictBase64Url(text: string, what: Words): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (text === '' || bytes.toString('base64url') !== text)
    throw new BadLink({
      pl: `${what.pl} nie jest ścisłym Base64URL.`,
      en: `${what.en} is not strict Base64URL.`,
    });
  return bytes;
}
