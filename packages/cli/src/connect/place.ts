import type { ContextIdentifier, KsefEnvironment } from '@ksef/core';
import type { LoginMethod, SecretPlace } from '../profile/profile.js';

/** How to log in, and the secret to do so. */
export interface LoginWay {
  readonly method: LoginMethod;
  /** The KSeF token, or the passphrase of a key. */
  readonly secret: string | undefined;
}

/** The environment, context and credentials of a command. */
export interface Place {
  /** The profile, where one is used. */
  readonly profile: string | undefined;
  /** `test`, `demo`, `prd`, `emulator` or an address, as the user wrote it. */
  readonly environmentName: string;
  readonly environment: KsefEnvironment;
  readonly context: ContextIdentifier | undefined;
  /** Absent for the emulator: it takes any credentials. */
  readonly login: LoginWay | undefined;
  readonly secretIn: SecretPlace | 'environment' | 'argument' | undefined;
}
