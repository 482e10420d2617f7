import { X509Certificate } from 'node:crypto';
import { type ContextInput, customEnvironment, type KsefEnvironment, toContext } from '@ksef/core';
import { mintToken } from './auth/ksef-tokens.js';
import { controlRoutes } from './control-routes.js';
import { EmulatorKernel } from './emulator-kernel.js';
import type { EmulatorOptions } from './emulator-options.js';
import type { EmulatorEvent } from './event-log.js';
import { type Fault, Faults } from './faults.js';
import type { RotationMode } from './key-ring.js';
import { makeReceivingControl, type ReceivingControl } from './receiving/control.js';
import { receivingControlRoutes } from './receiving/control-routes.js';
import type { ReceivingArea } from './receiving/register.js';
import { type SessionFaultKind, setSessionFault } from './sessions/faults.js';
import { type SessionLimits, setSessionLimits } from './sessions/limits.js';
import type { SessionsArea } from './sessions/register.js';
import { sweepWorkFolders } from './work-folders.js';

type Authority = typeof import('./certificates/authority.js');

/** Moves the emulator's clock, keys, troubles and delays. Its HTTP twins stand under `/_emulator`. */
export interface EmulatorControl extends ReceivingControl {
  /** Milliseconds, forward or back. */
  advanceClock(ms: number): void;
  /** Sets the clock to an ISO 8601 instant, from which it goes on. */
  setClock(iso: string): void;
  /** `planned`: new keys beside the old; `emergency`: new keys only; `recertify`: same keys, new certificates. */
  rotateKeys(mode: RotationMode | { readonly mode: RotationMode }): void;
  /** Plans a trouble; gives its id. */
  addFault(fault: Fault): string;
  clearFaults(): void;
  /** Plans a trouble of the next `times` sessions (1 unless given). */
  breakSessions(kind: SessionFaultKind, times?: number): void;
  /** Milliseconds an invoice is processed. */
  setProcessingDelay(ms: number): void;
  /** Milliseconds a login stays at status 100. */
  setAuthDelay(ms: number): void;
  /** Milliseconds a new KSeF token stays pending. */
  setTokenActivationDelay(ms: number): void;
  /** Overrides some limits of sessions; `undefined` goes back to the real ones. */
  setSessionLimits(limits: Partial<SessionLimits> | undefined): void;
  /** Makes an active KSeF token, as strict emulators need. */
  mintToken(context: ContextInput): { referenceNumber: string; token: string };
  /** Certificate of the authority that issues KSeF certificates here, PEM. */
  authorityCertificate(): string;
  /** What happened, oldest first. */
  events(filter?: string | { readonly type?: string }): readonly EmulatorEvent[];
  /** Forgets everything but keys and clock. */
  reset(): void;
}

/** A running emulator. */
export interface Emulator {
  /** Address of the API, e.g. `http://127.0.0.1:8080/v2`. */
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly qrUrl: string;
  readonly environment: KsefEnvironment;
  readonly control: EmulatorControl;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

/**
 * Starts KSeF on this machine.
 *
 * @throws Error with code `EADDRINUSE` when the port is taken; one that says what to do when the state folder is another
 *   emulator's, of another version, or cannot be written
 * @example
 * ```ts
 * import { startEmulator } from '@ksef/emulator';
 *
 * const emulator = await startEmulator({ processingDelayMs: 200 });
 * await fetch(`${emulator.baseUrl}/auth/challenge`, { method: 'POST' });
 * await emulator.close();
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { emulator, ready } = await launchEmulator(options);
  try {
    await ready;
  } catch (error) {
    await emulator.close();
    throw error;
  }
  return emulator;
}

/** A listening emulator; requests wait until it is ready, its control side must not be used before. */
export async function launchEmulator(
  options: EmulatorOptions,
): Promise<{ readonly emulator: Emulator; readonly ready: Promise<void> }> {
  await sweepWorkFolders();
  const kernel = new EmulatorKernel(options);
  // Begins before the server is loaded, as keys are made beside the main thread.
  const loaded = Promise.all([import('./certificates/authority.js'), kernel.prepare()]).then(([one]) => one);
  const ready = loaded.then(() => undefined);
  ready.catch(() => undefined);
  try {
    return { emulator: await startWith(kernel, options, loaded), ready };
  } catch (error) {
    await Promise.allSettled([loaded]);
    kernel.close();
    throw error;
  }
}

async function startWith(
  kernel: EmulatorKernel,
  options: EmulatorOptions,
  loaded: Promise<Authority>,
): Promise<Emulator> {
  const faults = new Faults();
  const { createServer } = await import('./server.js');
  const { app, sessions, receiving } = await createServer(kernel, faults, loaded);
  let authority: Authority | undefined;
  const authorityPem = () => {
    if (authority === undefined) throw new Error('The emulator is not ready yet.');
    return new X509Certificate(authority.authorityCertificate(kernel)).toString();
  };
  loaded.then(
    (module) => {
      authority = module;
    },
    () => undefined,
  );
  const control = { ...makeControl(kernel, faults, sessions, receiving), authorityCertificate: authorityPem };
  controlRoutes(app, control, kernel);
  receivingControlRoutes(app, control);
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${name}:${port}`;
  kernel.setOrigin(origin);
  const baseUrl = `${origin}/v2`;
  return {
    baseUrl,
    controlUrl: `${origin}/_emulator`,
    qrUrl: origin,
    environment: environmentAt(baseUrl, origin),
    control,
    async close() {
      await app.close();
      await Promise.allSettled([loaded]);
      await Promise.all([sessions.stop(), receiving.stop()]);
      kernel.close();
    },
  };
}

function makeControl(
  kernel: EmulatorKernel,
  faults: Faults,
  sessions: SessionsArea,
  receiving: ReceivingArea,
): Omit<EmulatorControl, 'authorityCertificate'> {
  const advanceClock = (ms: number) => {
    kernel.advanceClock(ms);
    sessions.settle();
    receiving.settle();
  };
  return {
    advanceClock,
    setClock: (iso) => advanceClock(Date.parse(iso) - kernel.now()),
    rotateKeys(mode) {
      const chosen = typeof mode === 'string' ? mode : mode.mode;
      kernel.keys.rotate(chosen);
      kernel.record('keys-rotated', { mode: chosen });
    },
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    breakSessions: (kind, times = 1) => setSessionFault(kernel, { kind, times }),
    setProcessingDelay: (processingMs) => kernel.setDelays({ processingMs }),
    setAuthDelay: (authMs) => kernel.setDelays({ authMs }),
    setTokenActivationDelay: (tokenActivationMs) => kernel.setDelays({ tokenActivationMs }),
    setSessionLimits: (limits) => setSessionLimits(kernel, limits),
    mintToken: (context) => mintToken(kernel, toContext(context)),
    events: (filter) => kernel.events(typeof filter === 'string' ? filter : filter?.type),
    reset() {
      kernel.reset();
      sessions.reset();
      faults.clear();
    },
    ...makeReceivingControl(sessions.area),
  };
}

function environmentAt(apiUrl: string, qrUrl: string): KsefEnvironment {
  try {
    return customEnvironment({ name: 'emulator', apiUrl, qrUrl });
  } catch {
    // Listening beyond this machine is the caller's choice; clients still have to make theirs.
    return Object.freeze({ name: 'emulator', apiUrl, qrUrl });
  }
}
