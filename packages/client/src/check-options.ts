import type { AuthorizationPolicy } from '@ksef/auth';
import { type ContextIdentifier, environments, InvalidInputError, type KsefEnvironment } from '@ksef/core';

/** An environment of the Ministry of Finance, by name. */
export type EnvironmentName = keyof typeof environments;

/** How to log in. */
export interface KsefCredentials {
  /**
   * The KSeF token, or a function that finds the one of each context, e.g. in a vault: asked at logins only. A secret.
   */
  readonly ksefToken:
    | string
    | ((
        context: ContextIdentifier,
        options: { readonly signal?: AbortSignal | undefined },
      ) => string | Promise<string>);
  /** Addresses from which the tokens of a login may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

/** @throws InvalidInputError `INVALID_ENVIRONMENT` */
export function checkEnvironment(environment: EnvironmentName | KsefEnvironment): KsefEnvironment {
  if (typeof environment === 'string' && Object.hasOwn(environments, environment)) {
    return environments[environment];
  }
  if (typeof environment === 'object' && environment !== null) {
    const missing = (['name', 'apiUrl', 'qrUrl'] as const).find(
      (field) => typeof environment[field] !== 'string' || environment[field] === '',
    );
    if (missing === undefined) return environment;
    throw invalid('INVALID_ENVIRONMENT', 'environment', `The environment has no ${missing}.`);
  }
  throw invalid(
    'INVALID_ENVIRONMENT',
    'environment',
    `${JSON.stringify(environment)} is no environment: 'test', 'demo', 'prd', or one made by customEnvironment(…).`,
  );
}

/** Refuses what cannot be a token, without ever saying what it is. @throws InvalidInputError `INVALID_CREDENTIALS`, `INVALID_TOKEN` */
export function checkCredentials(credentials: KsefCredentials): KsefCredentials {
  const token: unknown = credentials?.ksefToken;
  if (typeof token === 'function') return credentials;
  if (token === undefined || token === null) {
    throw invalid(
      'INVALID_CREDENTIALS',
      'credentials',
      'credentials.ksefToken is missing: give a KSeF token, or a function that finds one.',
    );
  }
  if (typeof token !== 'string' || token === '') {
    throw invalid('INVALID_TOKEN', 'credentials.ksefToken', 'credentials.ksefToken is empty.');
  }
  if (/\s/.test(token)) {
    throw invalid(
      'INVALID_TOKEN',
      'credentials.ksefToken',
      'credentials.ksefToken has whitespace in it: was a line break copied along?',
    );
  }
  return credentials;
}

function invalid(code: string, input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
