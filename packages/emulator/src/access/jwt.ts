import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token of the emulator says. */
export interface Claims {
  readonly typ: 'AuthenticationToken' | 'ContextToken' | 'RefreshToken';
  /** Reference number of the login. */
  readonly arn: string;
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** As on TEST: clients read it. */
const issuer = 'ksef-api-te';

/** Signs claims as a JWT (HS256). */
export function signJwt(claims: Claims, secret: string): string {
  const head = part({ alg: 'HS256', typ: 'JWT' });
  const body = part({ ...claims, iss: issuer, aud: issuer });
  return `${head}.${body}.${mac(`${head}.${body}`, secret)}`;
}

/** The claims of a token that this secret signed; dates are the caller's to check. */
export function verifyJwt(token: string, secret: string): Claims | undefined {
  const [head = '', body = '', signature = ''] = token.split('.');
  const expected = Buffer.from(mac(`${head}.${body}`, secret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function mac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
