import { type Clock, customEnvironment, type KsefEnvironment, systemClock } from '@ksef/core';
import { EmulatorControl } from './control/emulator-control.js';
import { FaultList } from './control/faults.js';
import { EmulatorKernel } from './emulator-kernel.js';
import type { RateLimitSetting } from './limits/rate-limits.js';
import { createServer } from './server/create-server.js';

export interface EmulatorOptions {
  /** A free one unless given. */
  readonly port?: number;
  /** Loopback (`127.0.0.1`) unless given. */
  readonly host?: string;
  /** Folder that keeps the state over restarts; in memory unless given. */
  readonly stateDir?: string;
  /** Only tokens made in this emulator log in. */
  readonly strict?: boolean;
  /** How long an invoice is processed, in milliseconds. */
  readonly processingDelayMs?: number;
  /** How long a login stays at status 100, in milliseconds. */
  readonly authDelayMs?: number;
  readonly clock?: Clock;
  /** `off` unless given. */
  readonly rateLimits?: RateLimitSetting;
  /** Receives one line per request, without secrets. */
  readonly log?: (line: string) => void;
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
 * @throws Error `EADDRINUSE` when the port is taken
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
  const [forge, xmlCrypto] = await Promise.all([import('node-forge'), import('xml-crypto')]);
  const kernel = new EmulatorKernel({
    clock: options.clock ?? systemClock,
    stateDir: options.stateDir,
    strict: options.strict ?? false,
    processingDelayMs: options.processingDelayMs ?? 0,
    authDelayMs: options.authDelayMs ?? 0,
    libraries: { forge: forge.default, xmlCrypto },
  });
  const faults = new FaultList();
  const control = new EmulatorControl(kernel, faults);
  const rateLimits = options.rateLimits ?? 'off';
  const app = await createServer({ kernel, faults, rateLimits, control, log: options.log });
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${name}:${port}`;
  kernel.listensAt(origin);
  const baseUrl = `${origin}/v2`;
  return {
    baseUrl,
    controlUrl: `${origin}/_emulator`,
    qrUrl: origin,
    environment: environmentAt(baseUrl, origin),
    control,
    close: () => app.close(),
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
