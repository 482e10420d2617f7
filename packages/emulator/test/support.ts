import { constants, publicEncrypt, X509Certificate } from 'node:crypto';
import { makeTestToken } from '../src/make-test-token.js';
import type { Emulator } from '../src/start-emulator.js';
import { checkedFetch } from './contract.js';

export const context = { type: 'Nip', value: '5265877635' } as const;
export const testToken = makeTestToken(context);

/** A clock that starts at an instant, whenever the tests run. */
export function clockFrom(iso: string): { now(): number } {
  const aheadMs = Date.parse(iso) - Date.now();
  return { now: () => Date.now() + aheadMs };
}

/** Where an emulator is, in this process or another. */
export type Address = Pick<Emulator, 'baseUrl'>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape.
  readonly body: any;
}

/** One raw request to the API; `bearer` and a JSON body where given. */
export async function call(
  emulator: Address,
  method: string,
  path: string,
  { bearer, body, headers = {} }: { bearer?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await checkedFetch(`${emulator.baseUrl}${path}`, {
    method,
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export async function tokenKeys(emulator: Address): Promise<{ certificate: string; publicKeyId: string }[]> {
  const { body } = await call(emulator, 'GET', '/security/public-key-certificates');
  return body.filter((key: { usage: string[] }) => key.usage.includes('KsefTokenEncryption'));
}

/** Challenge and login; `time` replaces the time of the challenge, `more` adds to the body. */
export async function startLogin(
  emulator: Address,
  {
    token = testToken,
    time,
    key,
    more = {},
  }: {
    token?: string;
    time?: number;
    key?: { certificate: string; publicKeyId: string };
    more?: object;
  } = {},
): Promise<Answer> {
  const { body: challenge } = await call(emulator, 'POST', '/auth/challenge');
  const used = key ?? (await tokenKeys(emulator)).at(-1);
  if (used === undefined) throw new Error('no key');
  const encrypted = publicEncrypt(
    {
      key: new X509Certificate(Buffer.from(used.certificate, 'base64')).publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    Buffer.from(`${token}|${time ?? challenge.timestampMs}`),
  );
  return call(emulator, 'POST', '/auth/ksef-token', {
    body: {
      challenge: challenge.challenge,
      contextIdentifier: context,
      encryptedToken: encrypted.toString('base64'),
      publicKeyId: used.publicKeyId,
      ...more,
    },
  });
}

export async function statusOf(emulator: Address, login: Answer) {
  const { referenceNumber, authenticationToken } = login.body;
  return (await call(emulator, 'GET', `/auth/${referenceNumber}`, { bearer: authenticationToken.token })).body
    .status;
}

export async function redeem(emulator: Address, login: Answer): Promise<Answer> {
  return call(emulator, 'POST', '/auth/token/redeem', { bearer: login.body.authenticationToken.token });
}

export async function accessToken(emulator: Address): Promise<string> {
  return (await redeem(emulator, await startLogin(emulator))).body.accessToken.token;
}
