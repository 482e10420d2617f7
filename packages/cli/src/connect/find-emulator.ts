import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { customEnvironment, type KsefEnvironment } from '@ksef/core';
import type { Call } from '../command/call.js';
import { CliError, exitCodes } from '../output/cli-error.js';
import { homeFolder } from '../profile/home.js';
import { writePrivateFile } from '../profile/private-file.js';

/** What an emulator prints when it starts. */
export interface EmulatorAddresses {
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly qrUrl: string;
}

const startsWithinMs = 60_000;
const answersWithinMs = 2_000;

/** The running emulator: at `KSEF_EMULATOR`, or one that an earlier command started. Otherwise starts one. */
export async function findEmulator(call: Call): Promise<KsefEnvironment> {
  const { KSEF_EMULATOR } = call.around.env;
  if (KSEF_EMULATOR) return environmentAt(addressesAt(KSEF_EMULATOR));
  const known = await runningEmulator(call.around.env);
  return environmentAt(known ?? (await startInBackground(call)));
}

/** The emulator that an earlier command started and that still answers. */
export async function runningEmulator(env: NodeJS.ProcessEnv): Promise<EmulatorAddresses | undefined> {
  let addresses: EmulatorAddresses;
  try {
    addresses = JSON.parse(await readFile(addressFile(env), 'utf8')) as EmulatorAddresses;
  } catch {
    return undefined;
  }
  try {
    const health = await fetch(`${addresses.controlUrl}/health`, {
      signal: AbortSignal.timeout(answersWithinMs),
    });
    return health.ok ? addresses : undefined;
  } catch {
    return undefined;
  }
}

/** Where the addresses of the emulator of this user stand. */
export function addressFile(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), 'emulator.json');
}

function addressesAt(address: string): EmulatorAddresses {
  const { origin } = new URL(address);
  return { baseUrl: `${origin}/v2`, controlUrl: `${origin}/_emulator`, qrUrl: origin };
}

function environmentAt({ baseUrl, qrUrl }: EmulatorAddresses): KsefEnvironment {
  return customEnvironment({ name: 'emulator', apiUrl: baseUrl, qrUrl });
}

/** It outlives this command: the next one finds what this one sent. */
async function startInBackground(call: Call): Promise<EmulatorAddresses> {
  const { env } = call.around;
  const home = homeFolder(env);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const log = await open(join(home, 'emulator.log'), 'a', 0o600);
  const state = join(home, 'emulator');
  const program = [...process.execArgv, process.argv[1] ?? ''];
  const child = spawn(process.execPath, [...program, 'emulator', '--port', '0', '--state', state], {
    detached: true,
    stdio: ['ignore', 'pipe', log.fd],
    env: { ...env, KSEF_IN_BACKGROUND: '1' },
  });
  try {
    const line = await firstLine(child);
    const addresses = JSON.parse(line) as EmulatorAddresses;
    await writePrivateFile(addressFile(env), JSON.stringify(addresses));
    call.out.note(
      call.say({
        en: `Started an emulator of KSeF at ${addresses.qrUrl}. It keeps running; "ksef emulator stop" ends it.`,
        pl: `Uruchomiono emulator KSeF pod adresem ${addresses.qrUrl}. Działa dalej; zatrzyma go „ksef emulator stop”.`,
      }),
    );
    return addresses;
  } catch (cause) {
    child.kill();
    await rm(addressFile(env), { force: true });
    throw new CliError(
      call.say({
        en: `The emulator did not start. Is @ksef/emulator installed (npm install -g @ksef/emulator)? See ${join(home, 'emulator.log')}.`,
        pl: `Emulator się nie uruchomił. Czy @ksef/emulator jest zainstalowany (npm install -g @ksef/emulator)? Zob. ${join(home, 'emulator.log')}.`,
      }),
      { code: 'NO_EMULATOR', exitCode: exitCodes.usage, cause },
    );
  } finally {
    child.stdout?.destroy();
    child.unref();
    await log.close();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The emulator has no stdout.');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The emulator took too long to start.')), startsWithinMs);
    const end = () => {
      clearTimeout(timer);
      reject(new Error('The emulator ended.'));
    };
    lines.once('line', (line) => {
      clearTimeout(timer);
      resolve(line);
    });
    child.once('exit', end);
    child.once('error', end);
  });
}
