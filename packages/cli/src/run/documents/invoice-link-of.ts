import type { KsefEnvironment } from '@ksef/core';
import { invoiceLinkOf } from '@ksef/qr/invoice';
import type { Call } from '../../command/call.js';
import { runningEmulator } from '../../connect/find-emulator.js';
import { findEnvironment } from '../../connect/find-environment.js';
import { environmentNameOf } from '../../connect/named-environment.js';

/**
 * The verification link of an invoice in the environment of this call; undefined where no environment is named: a link
 * to the wrong one would verify nothing.
 */
export async function linkOf(call: Call, content: Uint8Array): Promise<string | undefined> {
  const environment = await environmentOf(call);
  return environment === undefined ? undefined : invoiceLinkOf(content, { environment });
}

/** Without logging in, and without starting an emulator. */
async function environmentOf(call: Call): Promise<Pick<KsefEnvironment, 'qrUrl'> | undefined> {
  const { env } = call.around;
  const name = await environmentNameOf(call);
  if (name === undefined) return undefined;
  if (name === 'emulator') {
    const address = env.KSEF_EMULATOR
      ? new URL(env.KSEF_EMULATOR).origin
      : (await runningEmulator(env))?.qrUrl;
    return address === undefined ? undefined : { qrUrl: address };
  }
  return findEnvironment(call, name);
}
