/** How a profile logs in. Secrets stand elsewhere. */
export type LoginMethod =
  | { readonly type: 'token' }
  | { readonly type: 'certificate'; readonly certificateFile: string; readonly keyFile: string }
  /** A certificate of `ksef cert new`, by its `.enrollment.json`: after a renewal the new one logs in. */
  | { readonly type: 'enrollment'; readonly stateFile: string }
  | { readonly type: 'pkcs12'; readonly file: string }
  | { readonly type: 'command'; readonly certificateFile: string; readonly command: string };

/** Where a profile's secret is kept. */
export type SecretPlace = 'keychain' | 'file' | 'none';

/** An environment, a context and a way to log in. */
export interface Profile {
  /** `test`, `demo`, `prd`, `emulator` or the address of an API. */
  readonly environment: string;
  /** A NIP, or a type and a value: `InternalId:6824515772-12343`. */
  readonly context: string;
  readonly method: LoginMethod;
  readonly secretIn: SecretPlace;
}

/** The file of profiles. */
export interface ProfileFile {
  readonly version: 1;
  readonly current?: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
}
