/** The part of `@napi-rs/keyring` that is used here. */
interface KeyringModule {
  readonly Entry: new (
    service: string,
    account: string,
  ) => {
    getPassword(): string | null;
    setPassword(password: string): void;
    deletePassword(): boolean;
  };
}

const service = 'ksef-cli';

/** The keychain of the system, where `@napi-rs/keyring` is installed and works. */
export interface Keychain {
  load(name: string): string | undefined;
  save(name: string, secret: string): void;
  remove(name: string): void;
}

/** Undefined if there is no keychain: on servers, in containers, without the optional package. */
export async function openKeychain(env: NodeJS.ProcessEnv): Promise<Keychain | undefined> {
  if (env.KSEF_KEYCHAIN === 'off') return undefined;
  const name: string = '@napi-rs/keyring';
  try {
    const { Entry } = (await import(name)) as KeyringModule;
    // Asks the keychain itself: the package loads where none answers, too.
    new Entry(service, 'probe').getPassword();
    return {
      load: (account) => new Entry(service, account).getPassword() ?? undefined,
      save: (account, secret) => new Entry(service, account).setPassword(secret),
      remove: (account) => void new Entry(service, account).deletePassword(),
    };
  } catch {
    return undefined;
  }
}
