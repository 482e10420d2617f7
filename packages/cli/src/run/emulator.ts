import { rm } from 'node:fs/promises';
import type { Run } from '../command/command-spec.js';
import { addressFile, runningEmulator } from '../connect/find-emulator.js';
import { optionalPackage } from '../connect/optional-package.js';
import { writePrivateFile } from '../profile/private-file.js';

const usualPort = 8080;

/** `ksef emulator`: runs until Ctrl-C; `--env emulator` finds it. */
export const emulator: Run = async (call) => {
  const stateDir = call.text('state');
  const { startEmulator } = await optionalPackage(call, '@ksef/emulator', () => import('@ksef/emulator'));
  const stopped = new Promise<void>((resolve) => {
    call.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const running = await startEmulator({
    port: call.whole('port', 0) ?? usualPort,
    log: (line) => call.out.note(line),
    ...(stateDir === undefined ? {} : { stateDir }),
  });
  const { baseUrl, controlUrl, qrUrl } = running;
  const addresses = { baseUrl, controlUrl, qrUrl };
  const file = addressFile(call.around.env);
  await writePrivateFile(file, JSON.stringify(addresses));
  const isForPrograms = call.out.isJson || !call.out.isTerminal;
  if (isForPrograms) await call.out.line(JSON.stringify(addresses));
  else await call.out.show(addresses, Object.entries(addresses));
  await stopped;
  await running.close();
  await rm(file, { force: true });
  return undefined;
};

/** `ksef emulator stop`. */
export const stopEmulator: Run = async (call) => {
  const running = await runningEmulator(call.around.env);
  if (running !== undefined) await fetch(`${running.controlUrl}/stop`, { method: 'POST' });
  await rm(addressFile(call.around.env), { force: true });
  const isStopped = running !== undefined;
  const text = isStopped
    ? call.say({ en: 'Stopped.', pl: 'Zatrzymano.' })
    : call.say({ en: 'No emulator is running.', pl: 'Żaden emulator nie działa.' });
  if (call.out.isJson) await call.out.show({ isStopped }, []);
  else call.out.note(text);
  return undefined;
};
