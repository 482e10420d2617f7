import { customEnvironment, environments, type KsefEnvironment } from '@ksef/core';
import type { Call } from '../command/call.js';

/** The addresses of an environment; `emulator` finds or starts one. */
export async function findEnvironment(call: Call, name: string): Promise<KsefEnvironment> {
  if (name === 'emulator') return (await import('./find-emulator.js')).findEmulator(call);
  if (Object.hasOwn(environments, name)) return environments[name as keyof typeof environments];
  if (!/^https?:\/\//.test(name)) {
    throw call.usage({
      en: `Unknown environment "${name}". Use test, demo, prd, emulator or the address of an API.`,
      pl: `Nieznane środowisko „${name}”. Użyj test, demo, prd, emulator albo adresu API.`,
    });
  }
  const apiUrl = name.replace(/\/$/, '');
  const qrUrl = call.around.env.KSEF_QR_URL || new URL(apiUrl).origin;
  return customEnvironment({ name: apiUrl, apiUrl, qrUrl });
}
