import { customEnvironment, type KsefEnvironment } from '@ksef/core';
import { controlRoutes, type EmulatorControl, makeControl } from './control/index.js';
import { PlannedFaults } from './faults/index.js';
import {
  EmulatorKernel,
  type EmulatorOptions,
  localOrigin,
  publicOrigin,
  sweepWorkFolders,
} from './kernel/index.js';
import { pageRoutes } from './page/index.js';

/** A running emulator. */
export interface Emulator {
  /** Address of the API, e.g. `http://127.0.0.1:8080/v2`. */
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly qrUrl: string;
  /** Address of Latarnia: `/status` and `/messages`. */
  readonly latarniaUrl: string;
  readonly environment: KsefEnvironment;
  readonly control: EmulatorControl;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

/**
 * Starts KSeF on this machine.
 *
 * @throws RangeError for an invalid `publicUrl`; Error with code `EADDRINUSE` when the port is in use; one that says
 *   what to do when the state folder is another emulator's, of another version, or cannot be written
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
  const origin = options.publicUrl === undefined ? undefined : publicOrigin(options.publicUrl);
  const kernel = new EmulatorKernel(options);
  // Begins before the server is loaded, as keys are made beside the main thread.
  const ready = Promise.all([kernel.keys.prepare(), sweepWorkFolders()]).then(() => undefined);
  ready.catch(() => undefined);
  try {
    return { emulator: await startWith(kernel, options, ready, origin), ready };
  } catch (error) {
    await Promise.allSettled([ready]);
    kernel.close();
    throw error;
  }
}

async function startWith(
  kernel: EmulatorKernel,
  options: EmulatorOptions,
  ready: Promise<void>,
  publicUrl: string | undefined,
): Promise<Emulator> {
  const faults = new PlannedFaults();
  const { createServer } = await import('./server/index.js');
  const { app, sessions, receiving, callers, requests } = await createServer(kernel, faults);
  const control = makeControl({ kernel, faults, sessions, callers, requests });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= stop();
    return closing;
  };
  await controlRoutes(app, control, kernel, close);
  await pageRoutes(app, kernel);
  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port ?? 0, host });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : (options.port ?? 0);
  const origin = publicUrl ?? localOrigin(host, port);
  kernel.setOrigin(origin);
  const baseUrl = `${origin}/v2`;
  return {
    baseUrl,
    controlUrl: `${origin}/_emulator`,
    qrUrl: origin,
    latarniaUrl: origin,
    environment: environmentAt(baseUrl, origin),
    control,
    close,
  };

  async function stop(): Promise<void> {
    await app.close();
    await Promise.allSettled([ready, kernel.keys.making]);
    await Promise.all([sessions.stop(), receiving.stop()]);
    kernel.close();
  }
}

function environmentAt(apiUrl: string, qrUrl: string): KsefEnvironment {
  try {
    return customEnvironment({ name: 'emulator', apiUrl, qrUrl });
  } catch {
    // Listening beyond this machine is the caller's choice; clients still have to make theirs.
    return Object.freeze({ name: 'emulator', apiUrl, qrUrl });
  }
}
