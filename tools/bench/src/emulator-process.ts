import { startEmulator } from '@ksef/emulator';

const emulator = await startEmulator();
process.send?.({ baseUrl: emulator.baseUrl, qrUrl: emulator.qrUrl });
