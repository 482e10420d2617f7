import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Emulator, startEmulator } from '../src/start-emulator.js';
import { accessToken, clockFrom } from './support.js';

const at = '2026-11-24T10:00:00Z';

/** Before each test of a file `use` gets its emulator, which has forgotten everything, and a new access token. */
export function onFreshEmulator(
  use: (fresh: { readonly emulator: Emulator; readonly bearer: string }) => void,
): void {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ clock: clockFrom(at) });
  });
  beforeEach(async () => {
    emulator.control.reset();
    emulator.control.setClock(at);
    use({ emulator, bearer: await accessToken(emulator) });
  });
  afterAll(() => emulator.close());
}
