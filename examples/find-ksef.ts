import {
  type ContextIdentifier,
  customEnvironment,
  environments,
  type KsefEnvironment,
  type Nip,
  nip,
} from '@ksef/core';

/** The KSeF to talk to, and how to log in there. */
export interface KsefPlace extends AsyncDisposable {
  readonly environment: KsefEnvironment;
  /** The context to work in; absent: each seller's own. */
  readonly nip: Nip | undefined;
  tokenFor(context: ContextIdentifier): string;
}

const real = { ...environments, prod: environments.prd } as const;

/** The real KSeF when KSEF_ENV names one; else the emulator at KSEF_EMULATOR, or one in this process. */
export async function findKsef(): Promise<KsefPlace> {
  const { KSEF_ENV, KSEF_NIP, KSEF_TOKEN, KSEF_EMULATOR } = process.env;
  if (KSEF_ENV === undefined || KSEF_ENV === '') return KSEF_EMULATOR ? running(KSEF_EMULATOR) : startOwn();
  const environment = Object.hasOwn(real, KSEF_ENV) ? real[KSEF_ENV as keyof typeof real] : undefined;
  if (environment === undefined) return stop(`KSEF_ENV is ${KSEF_ENV}: test, demo or prd is needed.`);
  if (!KSEF_NIP || !KSEF_TOKEN) return stop('With KSEF_ENV set, KSEF_NIP and KSEF_TOKEN are needed too.');
  return {
    environment,
    nip: nipFrom(KSEF_NIP),
    tokenFor: () => KSEF_TOKEN,
    [Symbol.asyncDispose]: async () => {},
  };
}

function nipFrom(text: string): Nip {
  try {
    return nip(text);
  } catch (error) {
    return stop(`KSEF_NIP: ${(error as Error).message}`);
  }
}

/** An emulator that runs already, such as `npm run emulator -- --port 8080` at http://127.0.0.1:8080. */
async function running(origin: string): Promise<KsefPlace> {
  const { makeTestToken } = await import('@ksef/emulator');
  return {
    environment: customEnvironment({ name: 'emulator', apiUrl: new URL('/v2', origin).href, qrUrl: origin }),
    nip: undefined,
    tokenFor: makeTestToken,
    [Symbol.asyncDispose]: async () => {},
  };
}

async function startOwn(): Promise<KsefPlace> {
  const { makeTestToken, startEmulator } = await import('@ksef/emulator');
  const emulator = await startEmulator();
  console.log(`An emulated KSeF answers at ${emulator.baseUrl}`);
  return {
    environment: emulator.environment,
    nip: undefined,
    tokenFor: makeTestToken,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
