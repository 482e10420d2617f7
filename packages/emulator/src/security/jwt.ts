import { createHmac, timingSafeEqual } from 'node:crypto';

export type TokenKind = 'AuthenticationToken' | 'ContextToken' | 'RefreshToken';

/** Claims the emulator reads back; the rest is for show. */
export interface TokenClaims {
  readonly typ: TokenKind;
  /** Reference number of the login. */
  readonly arn: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** Signs claims as a JWT (HS256). */
export function signJwt(secret: string, claims: TokenClaims): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${mac(secret, text).toString('base64url')}`;
}

/** The claims of a JWT this emulator signed, else undefined. Its expiry is the caller's to check. */
export function readJwt(secret: string, token: string): TokenClaims | undefined {
  const [head, body, signature, ...rest] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined;
  const expected = mac(secret, `${head}.${body}`);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as TokenClaims;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function mac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
