import { createHash } from 'node:crypto';
import { type Api, createApi, getPermissionOperationStatus } from '@ksef/api';
import { type ContextIdentifier, KsefApiError } from '@ksef/core';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { type Identity, identity, subjects } from '../auth/identity.js';
import { startXadesLogin } from '../auth/login.js';
import { checkedFetch } from '../contract.js';
import { redeem, statusOf } from '../support.js';

/** An emulator that checks rights, and a client for each login. */
export class CheckedKsef {
  readonly emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.emulator = emulator;
  }

  static async start(): Promise<CheckedKsef> {
    return new CheckedKsef(await startEmulator({ permissions: 'checked' }));
  }

  /** The client of someone who is logged in for a context. */
  async logIn(who: Identity, context: ContextIdentifier): Promise<Api> {
    const { body } = await redeem(this.emulator, await this.#startLogin(who, context));
    return createApi({ environment: this.emulator.environment, fetch: checkedFetch })
      .withAccessToken(() => body.accessToken.token)
      .inContext(context);
  }

  /** The client of a company that works for itself. */
  async owner(nip: string): Promise<Api> {
    return this.logIn(company(nip), { type: 'Nip', value: nip });
  }

  /** How a login ends: 200, or 415 without any right. */
  async loginCode(who: Identity, context: ContextIdentifier): Promise<number> {
    return (await statusOf(this.emulator, await this.#startLogin(who, context))).code;
  }

  #startLogin(who: Identity, { type, value }: ContextIdentifier) {
    return startXadesLogin(this.emulator, who, {
      request: {
        subjectIdentifierType: 'fingerprint' in who ? 'certificateFingerprint' : 'certificateSubject',
        context: `<${type}>${value}</${type}>`,
      },
    });
  }
}

export const company = (nip: string) => identity(subjects.seal(`VATPL-${nip}`));
export const person = (pesel: string) => identity(subjects.person(`PNOPL-${pesel}`));

/** Someone known by the fingerprint of the certificate alone. */
export function foreigner(): Identity & { readonly fingerprint: string } {
  const made = identity(subjects.person());
  const fingerprint = createHash('sha256').update(made.certificate).digest('hex').toUpperCase();
  return { ...made, fingerprint };
}

/** The code with which a grant or a revocation ended. */
export async function codeOf(api: Api, operation: Promise<{ readonly referenceNumber: string }>) {
  const { referenceNumber } = await operation;
  return (await getPermissionOperationStatus(api, { referenceNumber })).status.code;
}

export const jan = {
  subjectDetailsType: 'PersonByIdentifier',
  personById: { firstName: 'Jan', lastName: 'Kowalski' },
} as const;

/** KSeF's code, or the HTTP status without one, with which the API refuses; undefined if it does not. */
export async function refusal(operation: Promise<unknown>): Promise<number | undefined> {
  try {
    await operation;
    return undefined;
  } catch (error) {
    if (!(error instanceof KsefApiError)) throw error;
    return error.errors[0]?.code ?? error.status;
  }
}
