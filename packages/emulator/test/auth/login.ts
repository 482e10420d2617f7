import type { Emulator } from '../../src/start-emulator.js';
import { type Answer, call } from '../support.js';
import type { Identity } from './identity.js';
import { authTokenRequest, type SignOptions, signRequest } from './sign-request.js';

type RequestOptions = NonNullable<Parameters<typeof authTokenRequest>[1]>;

export async function newChallenge(emulator: Emulator): Promise<string> {
  return (await call(emulator, 'POST', '/auth/challenge')).body.challenge;
}

export async function sendSigned(
  emulator: Emulator,
  document: string | Uint8Array,
  query = '',
): Promise<Answer> {
  const response = await fetch(`${emulator.baseUrl}/auth/xades-signature${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml', 'x-error-format': 'problem-details' },
    body: typeof document === 'string' ? document : new Uint8Array(document),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Challenge, signed request, first answer. */
export async function startXadesLogin(
  emulator: Emulator,
  signer: Identity,
  {
    request = {},
    sign = {},
    query = '',
  }: { request?: RequestOptions; sign?: SignOptions; query?: string } = {},
): Promise<Answer> {
  const document = signRequest(authTokenRequest(await newChallenge(emulator), request), signer, sign);
  return sendSigned(emulator, document, query);
}

/** What a refusal says: its code, and its details as one text. */
export function refusalOf(answer: Answer): { code: number | undefined; text: string } {
  const [error] = answer.body.errors ?? [];
  return { code: error?.code, text: (error?.details ?? []).join(' ') };
}
