import { type Api, createKsefToken as create, type Schemas } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { callback, checkOptions, expects, listOf, required, someText } from '@ksef/core/internal';
import { checkCallOptions, type WaitOptions, waitTimeout } from '../call/index.js';
import { listKsefTokens } from './list-ksef-tokens.js';
import { waitForKsefToken } from './wait-for-ksef-token.js';

/** The KSeF token to create. */
export interface KsefTokenRequest {
  /** Permissions of the token. You must have each of them yourself. */
  readonly permissions: readonly Schemas['TokenPermissionType'][];
  /** 5 to 256 characters. A unique text makes it easy to find the token again. */
  readonly description: string;
}

/** A KSeF token with its secret. */
export interface NewKsefToken {
  /** For {@link revokeKsefToken}. */
  readonly referenceNumber: string;
  /** The secret. KSeF shows it once: store it. */
  readonly token: string;
}

/** Options of {@link createKsefToken}. */
export interface CreateKsefTokenOptions extends WaitOptions {
  /**
   * Stores the secret. Called and awaited before the wait for the activation, so that a wait that fails or a crash does not
   * lose it.
   */
  readonly save?: ((created: NewKsefToken) => void | Promise<void>) | undefined;
}

/**
 * Creates a KSeF token and waits until it can log in. Needs a login by signature or certificate, not by KSeF token.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it (26001: you do not hold these permissions, 26002: contexts of this type have no
 * tokens)
 * @throws KsefError `KSEF_TOKEN_FAILED`, `WAIT_TIMEOUT` (see {@link waitForKsefToken})
 * @throws UnknownOutcomeError when no response came. The secret is lost; the message names the tokens that may be the
 * one, if KSeF lists some: revoke that token before you create another
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { createKsefToken } from '@ksef/management';
 *
 * declare const api: Api; // logged in by signature
 * declare function store(secret: string): Promise<void>; // yours
 *
 * await createKsefToken(
 *   api,
 *   { permissions: ['InvoiceWrite'], description: 'Till 7' },
 *   { save: ({ token }) => store(token) },
 * );
 * ```
 */
export async function createKsefToken(
  api: Api,
  request: KsefTokenRequest,
  options: CreateKsefTokenOptions = {},
): Promise<NewKsefToken> {
  checkOptions<KsefTokenRequest>(request, {
    permissions: required(listOf(someText)),
    description: required(expects('a text of 5 to 256 characters', (value) => isTextOf(value, 5, 256))),
  });
  checkCallOptions<Pick<CreateKsefTokenOptions, 'save' | 'waitTimeoutMs'>>(options, {
    save: callback,
    waitTimeoutMs: waitTimeout,
  });
  const { save, waitTimeoutMs, ...call } = options;
  const body = { permissions: [...request.permissions], description: request.description };
  const { referenceNumber, token } = await create(api, { body }, call).catch(async (error: unknown) => {
    throw error instanceof UnknownOutcomeError ? await explained(api, request, call, error) : error;
  });
  const created = { referenceNumber, token };
  await save?.(created);
  await waitForKsefToken(api, referenceNumber, { ...call, waitTimeoutMs });
  return created;
}

/** The error, with the tokens that the lost response may refer to. */
async function explained(
  api: Api,
  request: KsefTokenRequest,
  call: WaitOptions,
  error: UnknownOutcomeError,
): Promise<UnknownOutcomeError> {
  const found: string[] = [];
  try {
    const { description } = request;
    for await (const one of listKsefTokens(api, { description, status: ['Pending', 'Active'] }, call)) {
      const isSame = one.description === description && !one.lastUseDate && hasSame(one, request);
      if (isSame) found.push(one.referenceNumber);
    }
  } catch {
    return error;
  }
  if (found.length === 0) return error;
  return new UnknownOutcomeError(
    `The response to the request for a KSeF token was lost, and its secret with it. KSeF lists: ${found.join(', ')}. Revoke the one whose secret you do not have, then create another.`,
    { operation: error.operation, cause: error },
  );
}

function hasSame(one: Schemas['QueryTokensResponseItem'], { permissions }: KsefTokenRequest): boolean {
  const wanted = new Set<string>(permissions);
  const held = new Set<string>(one.requestedPermissions);
  return held.size === wanted.size && [...held].every((name) => wanted.has(name));
}

function isTextOf(value: unknown, from: number, to: number): boolean {
  return typeof value === 'string' && value.length >= from && value.length <= to;
}
