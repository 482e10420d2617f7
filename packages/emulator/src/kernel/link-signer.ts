import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { PresignedMethod, PresignedQuery } from './kernel.js';

/** Signs addresses that work without a token until they expire. */
export class LinkSigner {
  readonly #key: KeyObject;

  constructor(secret: string) {
    this.#key = createSecretKey(secret, 'utf8');
  }

  /** Path and query of the link. */
  sign(path: string, expires: number, method: PresignedMethod): string {
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    return `/_storage/${encoded}?expires=${expires}&signature=${this.#signature(method, path, expires)}`;
  }

  /** Whether the query was signed for this path and method; a past date of expiry is the caller's to check. */
  isSigned(path: string, query: PresignedQuery, method: PresignedMethod): boolean {
    const expected = Buffer.from(this.#signature(method, path, Number(query.expires)));
    const given = Buffer.from(query.signature ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #signature(method: PresignedMethod, path: string, expires: number): string {
    return createHmac('sha256', this.#key).update(`${method}:${expires}:${path}`).digest('hex');
  }
}
